"""`types`, written for cnnlint's evaluator: parsed and never imported."""


class SimpleNamespace:
    """An object whose attributes are its keyword arguments."""

    def __init__(self, *mapping, **attributes):
        for given in mapping:
            self.__dict__.update(given)
        self.__dict__.update(attributes)

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__
