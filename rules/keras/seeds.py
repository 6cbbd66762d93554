"""`keras.random`: what random functions start from; it owns nothing that is counted. Parsed and never imported."""

from keras import ops


class SeedGenerator:
    """A state that is none of a layer's weights."""

    def __init__(self, seed=None, name=None, **options):
        self.name = name

    def next(self, ordered=True):
        return ops.zeros((2,))
