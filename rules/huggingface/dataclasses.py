"""`huggingface_hub.dataclasses`: dataclasses whose fields are checked. Parsed and never imported.

The checks are left out: what fails them is an error of the user's own.
"""

from dataclasses import MISSING, field, fields


def strict(cls=None, *, accept_kwargs=False):
    def decorate(cls):
        if accept_kwargs:
            _take_any(cls)
        return cls

    return decorate if cls is None else decorate(cls)


def _take_any(cls):
    def initialize(self, **given):
        rest = dict(given)
        for each in fields(cls):
            if each.name in given:
                setattr(self, each.name, rest.pop(each.name))
            elif each.default is not MISSING:
                setattr(self, each.name, each.default)
            elif each.default_factory is not MISSING:
                setattr(self, each.name, each.default_factory())
            else:
                raise TypeError(each.name)
        self.__post_init__(**rest)

    def keep(self, **rest):
        for name, value in rest.items():
            setattr(self, name, value)

    cls.__init__ = initialize
    if not hasattr(cls, "__post_init__"):
        cls.__post_init__ = keep


def validated_field(validator, default=MISSING, default_factory=MISSING, init=True, **options):
    return field(default=default, default_factory=default_factory, init=init)


def as_validated_field(validator):
    def make(default=MISSING, default_factory=MISSING, init=True, **options):
        return field(default=default, default_factory=default_factory, init=init)

    return make
