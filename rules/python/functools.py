"""`functools`: what is said best in Python, written for cnnlint's evaluator: parsed and never imported."""

from functools import partial, wraps
from typing import get_type_hints


def cache(function):
    """Equal arguments give one and the same result."""
    kept = {}

    @wraps(function)
    def cached(*given, **named):
        key = (given, tuple(sorted(named.items())))
        if key not in kept:
            kept[key] = function(*given, **named)
        return kept[key]

    cached.cache_clear = kept.clear
    return cached


def lru_cache(maxsize=128, typed=False):
    return cache(maxsize) if callable(maxsize) else cache


def _registry(function):
    """A function by the class of an argument, and what enters functions for other classes."""
    found = {object: function}

    def dispatch(cls):
        for each in (*cls.__mro__, *(each for each in found if each is not object and issubclass(cls, each))):
            if each in found:
                return found[each]
        return function

    def register(cls, function=None):
        if function is None:
            if isinstance(cls, type):
                return lambda function: register(cls, function)
            cls, function = next(iter(get_type_hints(cls).values())), cls
        found[cls] = function
        return function

    return dispatch, register


def singledispatch(function):
    dispatch, register = _registry(function)

    @wraps(function)
    def chosen(*given, **named):
        return dispatch(type(given[0]))(*given, **named)

    chosen.register = register
    chosen.dispatch = dispatch
    return chosen


class singledispatchmethod:
    def __init__(self, function):
        self.dispatch, self.register = _registry(function)

    def __get__(self, receiver, cls=None):
        def chosen(*given, **named):
            function = self.dispatch(type(given[0]))
            return function(receiver, *given, **named)

        return chosen


class partialmethod:
    def __init__(self, function, *given, **named):
        self.function, self.given, self.named = function, given, named

    def __get__(self, receiver, cls=None):
        if receiver is None:
            return partial(self.function, *self.given, **self.named)
        return partial(self.function, receiver, *self.given, **self.named)
