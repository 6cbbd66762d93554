"""`keras.initializers`: what they give has the shape that is asked for. Parsed and never imported."""

from keras import ops


class Initializer:
    """One that `get` made of a name, and the base of all."""

    def __init__(self, *given, **options):
        pass

    def __call__(self, shape, dtype=None, **options):
        return ops.empty(shape)

    def get_config(self):
        return {}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def clone(self):
        return self.__class__.from_config(self.get_config())


class Constant(Initializer):
    pass


class GlorotNormal(Initializer):
    pass


class GlorotUniform(Initializer):
    pass


class HeNormal(Initializer):
    pass


class HeUniform(Initializer):
    pass


class Identity(Initializer):
    pass


class LecunNormal(Initializer):
    pass


class LecunUniform(Initializer):
    pass


class Ones(Initializer):
    pass


class Orthogonal(Initializer):
    pass


class RandomNormal(Initializer):
    pass


class RandomUniform(Initializer):
    pass


class TruncatedNormal(Initializer):
    pass


class VarianceScaling(Initializer):
    pass


class Zeros(Initializer):
    pass


def get(identifier):
    if identifier is None or isinstance(identifier, Initializer):
        return identifier
    if isinstance(identifier, (str, dict)):
        return Initializer()
    return identifier() if isinstance(identifier, type) else identifier
