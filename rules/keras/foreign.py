"""Layers of Keras around what another framework made, written for cnnlint's evaluator.

This file is parsed and never imported. Attributes and weights bear Keras's names.
"""

import inspect

import numpy
from evaluator import is_unknown, leave_open, unknown

from keras.layers import Layer


class TorchModuleWrapper(Layer):
    """A module of PyTorch: a weight for each of its parameters, none for its buffers."""

    def __init__(self, module, name=None, output_shape=None, **kwargs):
        super().__init__(name=name, **kwargs)
        object.__setattr__(self, "module", module)
        for path, parameter in module.named_parameters():
            self.add_weight(shape=parameter.shape, trainable=parameter.requires_grad, name=path)
        self.given_shape = output_shape
        self.built = True

    def parameters(self, recurse=True):
        return self.module.parameters(recurse=recurse)

    def compute_output_spec(self, *args, **kwargs):
        if self.given_shape is None:
            return self.call(*args, **kwargs)
        return numpy.zeros(self.given_shape)

    def call(self, *args, training=None, **kwargs):
        return self.module(*args, **kwargs)


class JaxLayer(Layer):
    """Functions of JAX: a weight for each array among their parameters and their state."""

    def __init__(
        self,
        call_fn,
        init_fn=None,
        params=None,
        state=None,
        seed=None,
        native_serialization_platforms=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.call_fn = call_fn
        self.init_fn = init_fn
        self.call_fn_arguments = list(inspect.signature(call_fn).parameters)
        self.call_fn_has_params = "params" in self.call_fn_arguments
        self.call_fn_has_state = "state" in self.call_fn_arguments
        self._hold(params, state)
        owns = self.call_fn_has_params or self.call_fn_has_state
        if params is not None or state is not None or not owns:
            self.built = True
        elif init_fn is None:
            raise ValueError("init_fn, params and state cannot all be None")

    def _hold(self, params, state):
        """Weights for what is learned and for what is not; arrays stay arrays for the function that is called."""
        object.__setattr__(self, "params", params)
        object.__setattr__(self, "state", state)
        self._make(params, True)
        self._make(state, False)

    def _make(self, values, trainable):
        if is_unknown(values):
            leave_open(self, values)
        elif isinstance(values, dict):
            for name in sorted(values):
                self._make(values[name], trainable)
        elif isinstance(values, (list, tuple)):
            for value in values:
                self._make(value, trainable)
        elif isinstance(values, (bool, int, float)):
            self.add_weight(shape=(), trainable=trainable)
        elif hasattr(values, "shape"):
            self.add_weight(shape=values.shape, trainable=trainable)

    def build(self, input_shape):
        if self.params is not None or self.state is not None:
            return
        if not self.call_fn_has_params and not self.call_fn_has_state:
            return
        sizes = [1 if size is None else size for size in input_shape]
        given = {"rng": numpy.zeros((2,)), "inputs": numpy.zeros(sizes), "training": True}
        made = self.init_fn(*[given[name] for name in inspect.signature(self.init_fn).parameters])
        if self.call_fn_has_state:
            self._hold(made[0], made[1])
        else:
            self._hold(made, None)

    def call(self, inputs, training=False):
        given = {
            "params": self.params,
            "state": self.state,
            "rng": None,
            "inputs": inputs,
            "training": training,
        }
        made = self.call_fn(*[given[name] for name in self.call_fn_arguments])
        return made[0] if self.call_fn_has_state else made


class FlaxLayer(JaxLayer):
    """A module of Flax: a weight for each array among the variables it is given; no rule tells what it makes itself."""

    def __init__(self, module, method=None, variables=None, **kwargs):
        Layer.__init__(self, **kwargs)
        self._given = (module, method)
        if variables is None:
            leave_open(self, "the variables that a Flax module makes when it is first called")
            return
        for name in sorted(variables):
            self._make(variables[name], name == "params")
        self.built = True

    @property
    def module(self):
        return self._given[0]

    @property
    def method(self):
        return self._given[1]

    def build(self, input_shape):
        pass

    def compute_output_spec(self, *args, **kwargs):
        return unknown("what a Flax module gives")


class TFSMLayer(Layer):
    """A saved model: its weights lie in the file."""

    def __init__(
        self,
        filepath,
        call_endpoint="serve",
        call_training_endpoint=None,
        trainable=True,
        name=None,
        dtype=None,
    ):
        super().__init__(trainable=trainable, name=name, dtype=dtype)
        self.filepath = filepath
        self.call_endpoint = call_endpoint
        self.call_training_endpoint = call_training_endpoint
        self.built = True
        leave_open(self, "the weights of a saved model lie in its file")

    def compute_output_spec(self, *args, **kwargs):
        return unknown("what a saved model gives")
