"""Recurrent layers of Keras, written for cnnlint's evaluator: this file is parsed and never imported.

A recurrent layer calls its cell for each step; all weights are the cell's. What Keras only computes with is left out.
"""

from math import prod

from evaluator import unknown

from keras.backend import resets_after
from keras.layers import Conv1D, Conv2D, Conv3D, GRUCell, Layer, LSTMCell, SimpleRNNCell


def _output_size(cell):
    """How wide a cell's output is: what it says, else its first state."""
    size = getattr(cell, "output_size", None)
    if size is not None:
        return size
    return cell.state_size[0] if isinstance(cell.state_size, (list, tuple)) else cell.state_size


class StackedRNNCells(Layer):
    """Cells that read one another's output."""

    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = cells

    @property
    def state_size(self):
        return [cell.state_size for cell in self.cells]

    @property
    def output_size(self):
        return _output_size(self.cells[-1])

    def build(self, input_shape):
        for cell in self.cells:
            if isinstance(cell, Layer) and not cell.built:
                cell.build(input_shape)
            input_shape = (input_shape[0], _output_size(cell))

    def call(self, inputs, states, training=False):
        made = []
        for cell, state in zip(self.cells, states):
            inputs, state = cell(inputs, state if isinstance(state, (list, tuple)) else [state])
            made.append(state)
        return inputs, made


class RNN(Layer):
    """A cell that is called for each step."""

    def __init__(
        self,
        cell,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        zero_output_for_mask=False,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.cell = StackedRNNCells(cell) if isinstance(cell, (list, tuple)) else cell
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        size = self.cell.state_size
        self.state_size = list(size) if isinstance(size, (list, tuple)) else [size]

    def build(self, sequences_shape, initial_state_shape=None):
        if isinstance(self.cell, Layer) and not self.cell.built:
            self.cell.build((sequences_shape[0], *sequences_shape[2:]))

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        batch, width = sequences_shape[0], _output_size(self.cell)
        shape = (batch, sequences_shape[1], width) if self.return_sequences else (batch, width)
        if not self.return_state:
            return shape
        states = []
        for size in self.state_size:
            nested = isinstance(size, (list, tuple))
            states.append([(batch, each) for each in size] if nested else (batch, size))
        return (shape, *states)

    def call(self, sequences, initial_state=None, mask=None, training=False):
        return None

    def reset_state(self):
        """Only values change."""

    def reset_states(self):
        """Only values change."""

    @property
    def units(self):
        return self.cell.units

    @property
    def use_bias(self):
        return self.cell.use_bias

    def _mult_adds(self, sequences):
        """Each weight of each cell once for each step of each sequence."""
        weights = 0
        for cell in self.cell.cells if isinstance(self.cell, StackedRNNCells) else [self.cell]:
            if type(cell) not in (SimpleRNNCell, LSTMCell, GRUCell):
                return unknown(f"the multiply-adds of {type(cell).__name__} are not described")
            for kernel in (cell.kernel, cell.recurrent_kernel):
                weights += kernel.shape[0] * kernel.shape[1]
        return sequences[0] * sequences[1] * weights


class _OverSequences(RNN):
    """A recurrent layer whose steps are vectors."""

    def build(self, sequences_shape, initial_state_shape=None):
        if len(sequences_shape) != 3:
            raise ValueError("an input of 3 dimensions is due")
        super().build(sequences_shape)

    def _mult_adds(self, sequences):
        """Each weight once for each step of each sequence."""
        arriving, returning = self.cell.kernel.shape, self.cell.recurrent_kernel.shape
        weights = arriving[0] * arriving[1] + returning[0] * returning[1]
        return sequences[0] * sequences[1] * weights


class SimpleRNN(_OverSequences):
    """The plainest cell, for each step."""

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        seed=None,
        **kwargs,
    ):
        super().__init__(
            SimpleRNNCell(units, use_bias=use_bias),
            return_sequences,
            return_state,
            go_backwards,
            stateful,
            unroll,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )


class LSTM(_OverSequences):
    """A cell with gates and two states, for each step."""

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        unit_forget_bias=True,
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        use_cudnn="auto",
        implementation=2,
        time_major=False,
        **kwargs,
    ):
        super().__init__(
            LSTMCell(units, use_bias=use_bias),
            return_sequences,
            return_state,
            go_backwards,
            stateful,
            unroll,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )


class GRU(_OverSequences):
    """A cell with gates and one state, for each step."""

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        reset_after=None,
        use_cudnn="auto",
        implementation=2,
        time_major=False,
        **kwargs,
    ):
        if reset_after is None:
            reset_after = resets_after()
        super().__init__(
            GRUCell(units, use_bias=use_bias, reset_after=reset_after),
            return_sequences,
            return_state,
            go_backwards,
            stateful,
            unroll,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )
        self.reset_after = reset_after


class _Held:
    """Keeps a layer from being tracked."""

    def __init__(self, layer):
        self.layer = layer


class _ConvLSTMCell(Layer):
    """A cell whose gates are convolutions."""

    def __init__(
        self, rank, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias, **kwargs
    ):
        super().__init__(**kwargs)
        self.filters = filters
        if padding == "causal":
            raise ValueError("padding is neither valid nor same")
        window = _CONVOLUTIONS[rank](filters, kernel_size, strides, padding, data_format, dilation_rate)
        self.held = _Held(window)
        self.state_size = -1
        self.use_bias = use_bias

    def build(self, inputs_shape, states_shape=None):
        window = self.held.layer
        sizes = inputs_shape[2:] if window.data_format == "channels_first" else inputs_shape[1:-1]
        if None in sizes:
            raise ValueError("all sizes but the batch's must be known")
        depth = inputs_shape[1] if window.data_format == "channels_first" else inputs_shape[-1]
        self.kernel = self.add_weight(name="kernel", shape=(*window.kernel_size, depth, self.filters * 4))
        self.recurrent_kernel = self.add_weight(
            name="recurrent_kernel", shape=(*window.kernel_size, self.filters, self.filters * 4)
        )
        self.bias = self.add_weight(name="bias", shape=(self.filters * 4,)) if self.use_bias else None

    def compute_output_shape(self, inputs_shape, states_shape=None):
        shape = self.held.layer.compute_output_shape(inputs_shape)
        return shape, [shape, shape]


_CONVOLUTIONS = {1: Conv1D, 2: Conv2D, 3: Conv3D}


class _ConvLSTM(RNN):
    """What the recurrent convolutions have in common."""

    axes = 0

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        data_format=None,
        dilation_rate=1,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        unit_forget_bias=True,
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        **kwargs,
    ):
        super().__init__(
            _ConvLSTMCell(
                self.axes, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias
            ),
            return_sequences,
            return_state,
            go_backwards,
            stateful,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        batch, steps = sequences_shape[0], sequences_shape[1]
        state = self.cell.compute_output_shape((batch, *sequences_shape[2:]))[0][1:]
        shape = (batch, steps, *state) if self.return_sequences else (batch, *state)
        if not self.return_state:
            return shape
        return shape, (batch, *state), (batch, *state)

    def _mult_adds(self, sequences):
        """Each weight once for each step and each place of what leaves."""
        batch, steps, *sizes = sequences
        state = self.cell.compute_output_shape((batch, *sizes))[0]
        places = prod(state) // self.cell.filters
        return steps * places * (prod(self.cell.kernel.shape) + prod(self.cell.recurrent_kernel.shape))


class ConvLSTM1D(_ConvLSTM):
    """A recurrent convolution over 1 dimension."""

    axes = 1


class ConvLSTM2D(_ConvLSTM):
    """A recurrent convolution over 2 dimensions."""

    axes = 2


class ConvLSTM3D(_ConvLSTM):
    """A recurrent convolution over 3 dimensions."""

    axes = 3
