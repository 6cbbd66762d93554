"""Attention of Keras that is built of projections, written for cnnlint's evaluator; never imported."""

from keras.layers import EinsumDense, Layer

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _spread(rank, heads, width, use_bias, name):
    """A projection of the last axis to heads of a width."""
    free, last, out = LETTERS[: rank - 1], LETTERS[rank - 1], LETTERS[rank : rank + 2]
    return EinsumDense(
        f"{free}{last},{last}{out}->{free}{out}",
        output_shape=(*[None] * (rank - 2), heads, width),
        bias_axes=out if use_bias else None,
        name=name,
    )


class MultiHeadAttention(Layer):
    """Attention with separate projections for query, key and value, and one of all heads together."""

    def __init__(
        self,
        num_heads,
        key_dim,
        value_dim=None,
        dropout=0.0,
        use_bias=True,
        output_shape=None,
        attention_axes=None,
        flash_attention=None,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        seed=None,
        use_gate=False,
        sliding_window=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        if num_heads <= 0 or key_dim <= 0 or (value_dim is not None and value_dim <= 0):
            raise ValueError("heads and dimensions must be positive")
        self.num_heads = num_heads
        self.key_dim = key_dim
        self.value_dim = value_dim if value_dim else key_dim
        self.use_bias = use_bias
        self.use_gate = use_gate
        self._output_shape = (output_shape,) if isinstance(output_shape, int) else output_shape
        self._axes = (attention_axes,) if isinstance(attention_axes, int) else attention_axes
        # The names that subclasses read.
        self._num_heads, self._key_dim, self._value_dim = num_heads, key_dim, self.value_dim
        self._use_bias, self._use_gate, self._dropout = use_bias, use_gate, dropout
        self._kernel_initializer, self._bias_initializer = kernel_initializer, bias_initializer
        self._kernel_regularizer, self._bias_regularizer = kernel_regularizer, bias_regularizer
        self._kernel_constraint, self._bias_constraint = kernel_constraint, bias_constraint
        self._activity_regularizer = activity_regularizer
        self._attention_axes, self._flash_attention = attention_axes, flash_attention

    def _get_common_kwargs_for_sublayer(self):
        return {}

    def _build_attention(self, rank):
        pass

    def build(self, query_shape, value_shape, key_shape=None):
        if key_shape is None:
            key_shape = value_shape
        rank = len(query_shape)
        self._query_dense = _spread(rank, self.num_heads, self.key_dim, self.use_bias, "query")
        self._query_dense.build(query_shape)
        self._key_dense = _spread(len(key_shape), self.num_heads, self.key_dim, self.use_bias, "key")
        self._key_dense.build(key_shape)
        if self.use_gate:
            self._gate_dense = _spread(rank, self.num_heads, self.value_dim, self.use_bias, "gate")
            self._gate_dense.build(query_shape)
        self._value_dense = _spread(len(value_shape), self.num_heads, self.value_dim, self.use_bias, "value")
        self._value_dense.build(value_shape)
        sizes = tuple(self._output_shape) if self._output_shape else (query_shape[-1],)
        free, heads, out = LETTERS[: rank - 1], LETTERS[rank - 1 : rank + 1], LETTERS[rank + 1 :][: len(sizes)]
        self._output_dense = EinsumDense(
            f"{free}{heads},{heads}{out}->{free}{out}",
            output_shape=(*[None] * (rank - 2), *sizes),
            bias_axes=out if self.use_bias else None,
            name="attention_output",
        )
        self._output_dense.build((*query_shape[:-1], self.num_heads, self.value_dim))

    def _mult_adds(self, query, value):
        """The projections in front and behind, scores of all pairs and their weighted sum."""
        queries, keys = _product(query[:-1]), _product(value[:-1])
        attended = _product([value[axis] for axis in self._axes or range(1, len(value) - 1)])
        projections = [self._query_dense, self._output_dense] + ([self._gate_dense] if self.use_gate else [])
        asked = sum(_product(each.kernel.shape) for each in projections)
        answered = _product(self._key_dense.kernel.shape) + _product(self._value_dense.kernel.shape)
        pairs = attended * self.num_heads * (self.key_dim + self.value_dim)
        return queries * (asked + pairs) + keys * answered

    def compute_output_shape(self, query_shape, value_shape, key_shape=None):
        if not self._output_shape:
            return query_shape
        return (*query_shape[:-1], *self._output_shape)

    def call(
        self,
        query,
        value,
        key=None,
        query_mask=None,
        value_mask=None,
        key_mask=None,
        attention_mask=None,
        return_attention_scores=False,
        training=None,
        use_causal_mask=False,
    ):
        return None

    def compute_output_spec(self, query, value, key=None, return_attention_scores=False, **kwargs):
        shape = self.compute_output_shape(query.shape, value.shape)
        if not return_attention_scores:
            return _tensor(shape)
        length = query.shape[1]
        return _tensor(shape), _tensor((query.shape[0], self.num_heads, length, length))


def _product(sizes):
    count = 1
    for size in sizes:
        count *= size
    return count


def _tensor(shape):
    from keras.ops import zeros

    return zeros(shape)


class GroupedQueryAttention(Layer):
    """Attention whose heads share keys and values in groups."""

    def __init__(
        self,
        head_dim,
        num_query_heads,
        num_key_value_heads,
        dropout=0.0,
        use_bias=True,
        flash_attention=None,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        seed=None,
        use_gate=False,
        sliding_window=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        if num_query_heads % num_key_value_heads != 0:
            raise ValueError("num_query_heads must be divisible by num_key_value_heads")
        self.head_dim = head_dim
        self.num_query_heads = num_query_heads
        self.num_key_value_heads = num_key_value_heads
        self.use_bias = use_bias
        self.use_gate = use_gate

    def build(self, query_shape, value_shape, key_shape=None):
        if key_shape is None:
            key_shape = value_shape
        heads, groups, width = self.num_query_heads, self.num_key_value_heads, self.head_dim
        self._query_dense = _spread(3, heads, width, self.use_bias, "query")
        self._query_dense.build(query_shape)
        self._key_dense = _spread(3, groups, width, self.use_bias, "key")
        self._key_dense.build(key_shape)
        if self.use_gate:
            self._gate_dense = _spread(3, heads, width, self.use_bias, "gate")
            self._gate_dense.build(query_shape)
        self._value_dense = _spread(3, groups, width, self.use_bias, "value")
        self._value_dense.build(value_shape)
        self._output_dense = EinsumDense(
            "bquh,uhm->bqm",
            output_shape=(None, query_shape[-1]),
            bias_axes="m" if self.use_bias else None,
            name="attention_output",
        )
        self._output_dense.build((None, None, heads, width))

    def _mult_adds(self, query, value):
        """The projections in front and behind, scores of all pairs and their weighted sum."""
        queries, keys = query[0] * query[1], value[0] * value[1]
        projections = [self._query_dense, self._output_dense] + ([self._gate_dense] if self.use_gate else [])
        asked = sum(_product(each.kernel.shape) for each in projections)
        answered = _product(self._key_dense.kernel.shape) + _product(self._value_dense.kernel.shape)
        return queries * (asked + 2 * value[1] * self.num_query_heads * self.head_dim) + keys * answered

    def compute_output_shape(self, query_shape, value_shape, key_shape=None):
        if query_shape[-1] != value_shape[-1]:
            raise ValueError("query and value must be equally wide")
        return query_shape

    def call(
        self,
        query,
        value,
        key=None,
        query_mask=None,
        value_mask=None,
        key_mask=None,
        attention_mask=None,
        return_attention_scores=False,
        training=None,
        use_causal_mask=False,
    ):
        return None

    def compute_output_spec(self, query, value, key=None, return_attention_scores=False, **kwargs):
        if not return_attention_scores:
            return _tensor(self.compute_output_shape(query.shape, value.shape))
        length = value.shape[1] if key is None else key.shape[1]
        return _tensor(query.shape), _tensor((query.shape[0], self.num_query_heads, query.shape[1], length))
