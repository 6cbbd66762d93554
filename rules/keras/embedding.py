"""The embedding of Keras that can be turned about, written for cnnlint's evaluator; never imported."""

from math import prod

from keras.layers import Embedding


class ReversibleEmbedding(Embedding):
    """A table of vectors that also turns vectors back into scores of its rows."""

    def __init__(
        self,
        input_dim,
        output_dim,
        tie_weights=True,
        embeddings_initializer="uniform",
        embeddings_regularizer=None,
        embeddings_constraint=None,
        mask_zero=False,
        reverse_dtype=None,
        logit_soft_cap=None,
        **kwargs,
    ):
        super().__init__(input_dim, output_dim, mask_zero=mask_zero, **kwargs)
        self.tie_weights = tie_weights

    def build(self, inputs_shape=None):
        super().build(inputs_shape)
        if not self.tie_weights:
            shape = (self.output_dim, self.input_dim)
            self.reverse_embeddings = self.add_weight(shape=shape, name="reverse_embeddings")

    def call(self, inputs, reverse=False):
        return None

    def _mult_adds(self, x):
        """The scores of all words; to take a row of the table is free."""
        if len(x) < 3 or x[-1] != self.output_dim:
            return 0
        return prod(x) * self.input_dim

    def compute_output_spec(self, inputs, reverse=False):
        from keras.ops import zeros

        if reverse:
            return zeros((*inputs.shape[:-1], self.input_dim))
        return zeros((*inputs.shape, self.output_dim))
