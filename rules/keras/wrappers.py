"""Layers of Keras that hold other layers, written for cnnlint's evaluator.

This file is parsed and never imported. Attributes, weights and children bear Keras's names.
"""

from copy import deepcopy

from keras.ops import zeros

from keras.layers import Layer


class InputSpec:
    """What a layer says of the inputs that it takes; it is not enforced here."""

    def __init__(self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, **kwargs):
        self.dtype, self.shape, self.ndim = dtype, shape, ndim
        self.max_ndim, self.min_ndim, self.axes = max_ndim, min_ndim, axes or {}


class Wrapper(Layer):
    """A layer around another."""

    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer

    def build(self, input_shape=None):
        if not self.layer.built:
            self.layer.build(input_shape)


class TimeDistributed(Wrapper):
    """The same layer for each step in time."""

    def build(self, input_shape):
        if len(input_shape) < 3:
            raise ValueError("an input of at least 3 dimensions is due")
        super().build((input_shape[0], *input_shape[2:]))

    def compute_output_shape(self, input_shape):
        shape = self.layer.compute_output_shape((input_shape[0], *input_shape[2:]))
        return (shape[0], input_shape[1], *shape[1:])

    def compute_output_spec(self, inputs, training=None, mask=None):
        batch, steps, *sizes = inputs.shape
        step = self.layer(zeros((batch, *sizes)))
        return zeros((step.shape[0], steps, *step.shape[1:]))

    def _repeats(self, x):
        """How often the layer inside is called, for the call that is followed."""
        return x[1]


class SpectralNormalization(Wrapper):
    """A layer whose kernel is kept to a norm of 1, with a vector that is found on the way."""

    def __init__(self, layer, power_iterations=1, **kwargs):
        super().__init__(layer, **kwargs)
        if power_iterations <= 0:
            raise ValueError("power_iterations must be positive")
        self.power_iterations = power_iterations

    def build(self, input_shape):
        super().build(input_shape)
        kernel = self.layer.kernel if hasattr(self.layer, "kernel") else self.layer.embeddings
        self.kernel = kernel
        self.vector_u = self.add_weight(shape=(1, kernel.shape[-1]), trainable=False, name="vector_u")

    def compute_output_shape(self, input_shape):
        return self.layer.compute_output_shape(input_shape)

    def compute_output_spec(self, inputs, training=False):
        return self.layer(inputs)


class Bidirectional(Layer):
    """A recurrent layer and its copy that reads backwards."""

    def __init__(self, layer, merge_mode="concat", weights=None, backward_layer=None, **kwargs):
        super().__init__(**kwargs)
        if merge_mode not in ("sum", "mul", "ave", "concat", None):
            raise ValueError("merge_mode is none of sum, mul, ave, concat and None")
        self.forward_layer = deepcopy(layer)
        self.backward_layer = deepcopy(layer) if backward_layer is None else backward_layer
        self.merge_mode = merge_mode
        self.return_sequences = layer.return_sequences
        self.return_state = layer.return_state

    def build(self, sequences_shape, initial_state_shape=None):
        if not self.forward_layer.built:
            self.forward_layer.build(sequences_shape)
        if not self.backward_layer.built:
            self.backward_layer.build(sequences_shape)

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        shape = self.forward_layer.compute_output_shape(sequences_shape)
        states = ()
        if self.return_state:
            shape, states = shape[0], tuple(shape[1:])
        if self.merge_mode == "concat":
            shape = (*shape[:-1], shape[-1] * 2)
        elif self.merge_mode is None:
            shape = [shape, shape]
        if not self.return_state:
            return shape
        if self.merge_mode is None:
            return (*shape, *states, *states)
        return (shape, *states, *states)

    def _mult_adds(self, sequences):
        """Those of both directions."""
        return self.forward_layer._mult_adds(sequences) + self.backward_layer._mult_adds(sequences)

    def call(self, sequences, initial_state=None, mask=None, training=None):
        return None


class Pipeline(Layer):
    """Layers one after the other."""

    def __init__(self, layers, name=None):
        super().__init__(name=name)
        self.layers = layers

    def call(self, inputs, training=True, data_format=None):
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs


class Lambda(Layer):
    """A function as a layer."""

    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(**kwargs)
        self.function = function
        self.arguments = arguments or {}
        self.mask = mask

    def call(self, inputs, mask=None, training=None):
        return self.function(inputs, **self.arguments)


class EinsumDense(Layer):
    """A kernel by which inputs are multiplied as an einsum says."""

    def __init__(
        self,
        equation,
        output_shape,
        activation=None,
        bias_axes=None,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        lora_rank=None,
        lora_alpha=None,
        gptq_unpacked_column_size=None,
        quantization_config=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.equation = equation
        self.activation = activation
        self.bias_axes = bias_axes
        self.partial_output_shape = (output_shape,) if isinstance(output_shape, int) else tuple(output_shape)
        self.lora_rank = lora_rank

    def _sizes(self, input_shape):
        """Sizes by letter, the letters of kernel and output, the number of axes that `...` stands for."""
        terms, result = self.equation.replace(" ", "").split("->")
        given, kernel = terms.split(",")
        left = given.startswith("...")
        given, result = given.replace("...", ""), result.replace("...", "")
        hidden = len(input_shape) - len(given)
        if hidden < 0:
            raise ValueError("an input of too few dimensions")
        output = [input_shape[0], *self.partial_output_shape]
        if hidden > 0 and left:
            output[1:1] = input_shape[1:hidden][::-1]
        elif hidden > 0:
            output += input_shape[len(input_shape) - hidden :]
        start = hidden if left else 0
        sizes = {letter: output[start + place] for place, letter in enumerate(result)}
        for place, letter in enumerate(given):
            size = input_shape[start + place]
            if sizes.get(letter) is not None and size != sizes[letter]:
                raise ValueError("the output shape does not fit the input")
            if letter not in sizes:
                sizes[letter] = size
        return sizes, kernel, result, output, (0 if left else hidden)

    def build(self, input_shape):
        sizes, kernel, result, output, behind = self._sizes(input_shape)
        shape = [sizes[letter] for letter in kernel]
        self.kernel = self.add_weight(name="kernel", shape=shape)
        if self.lora_rank:
            self.kernel.trainable = False
        self.bias = None
        if self.bias_axes is not None:
            if any(letter not in result for letter in self.bias_axes):
                raise ValueError("a bias along an axis that the output has not")
            first = min([result.find(letter) for letter in self.bias_axes])
            widths = [sizes[letter] if letter in self.bias_axes else 1 for letter in result[first:]]
            self.bias = self.add_weight(name="bias", shape=widths + [1] * behind)
        if self.lora_rank:
            self.lora_kernel_a = self.add_weight(name="lora_kernel_a", shape=[*shape[:-1], self.lora_rank])
            self.lora_kernel_b = self.add_weight(name="lora_kernel_b", shape=[self.lora_rank, shape[-1]])

    def compute_output_shape(self, input_shape):
        return tuple(self._sizes(input_shape)[3])

    def _mult_adds(self, x):
        """One for each combination of what the letters and the dots count."""
        given = self.equation.replace(" ", "").split(",")[0]
        start = len(x) - len(given.replace("...", "")) if given.startswith("...") else 0
        given = given.replace("...", "")
        sizes, kernel, result, _, _ = self._sizes(x)
        for place, letter in enumerate(given):
            sizes[letter] = x[start + place]
        count = 1
        for size in [*x[:start], *x[start + len(given) :]]:
            count *= size
        for letter in dict.fromkeys([*given, *kernel, *result]):
            count *= sizes[letter]
        return count
