"""Layers whose weight is computed from other tensors, by torch.nn.utils. Parsed and never imported."""

import torch
from torch.nn import Module, ModuleDict, ModuleList, Parameter


def _matrix_sides(weight, dim):
    shape = list(weight.shape)
    rows = shape.pop(dim)
    columns = 1
    for size in shape:
        columns = columns * size
    return rows, columns


def _norm_shape(weight, dim):
    if dim is None or dim == -1:
        return ()
    return tuple(size if axis == dim % weight.dim() else 1 for axis, size in enumerate(weight.shape))


def weight_norm(module, name="weight", dim=0):
    """Length and direction in place of the weight; the weight itself is no parameter any more."""
    weight = getattr(module, name)
    trained = weight.requires_grad
    del module._parameters[name]
    module.register_parameter(name + "_g", Parameter(torch.empty(_norm_shape(weight, dim)), trained))
    module.register_parameter(name + "_v", Parameter(torch.empty(weight.shape), trained))
    setattr(module, name, torch.empty(weight.shape))
    return module


def remove_weight_norm(module, name="weight"):
    direction = getattr(module, name + "_v")
    del module._parameters[name + "_g"]
    del module._parameters[name + "_v"]
    delattr(module, name)
    module.register_parameter(name, Parameter(torch.empty(direction.shape), direction.requires_grad))
    return module


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    """The weight under another name, and two vectors as buffers."""
    weight = getattr(module, name)
    if dim is None:
        transposed = ("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
        dim = 1 if type(module).__name__ in transposed else 0
    rows, columns = _matrix_sides(weight, dim)
    del module._parameters[name]
    module.register_parameter(name + "_orig", weight)
    setattr(module, name, torch.empty(weight.shape))
    module.register_buffer(name + "_u", torch.empty(rows))
    module.register_buffer(name + "_v", torch.empty(columns))
    return module


def remove_spectral_norm(module, name="weight"):
    weight = getattr(module, name + "_orig")
    del module._buffers[name + "_u"]
    del module._buffers[name + "_v"]
    del module._parameters[name + "_orig"]
    delattr(module, name)
    module.register_parameter(name, weight)
    return module


def parameters_to_vector(parameters):
    return torch.cat([parameter.view(-1) for parameter in parameters])


class ParametrizationList(ModuleList):
    """The modules that compute a tensor, and the tensors that they compute it from."""

    def __init__(self, modules, original, unsafe=False):
        super().__init__(modules)
        self.unsafe = unsafe
        value = original
        for module in reversed(list(self)):
            if hasattr(module, "right_inverse"):
                value = module.right_inverse(value)
        if isinstance(value, tuple):
            for index, part in enumerate(value):
                self._keep("original" + str(index), part, original)
        else:
            self._keep("original", value if value is not original else original, original)

    def _keep(self, name, value, original):
        if isinstance(original, Parameter):
            if not isinstance(value, Parameter):
                value = Parameter(value, requires_grad=original.requires_grad)
            self.register_parameter(name, value)
        else:
            self.register_buffer(name, value)


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    original = getattr(module, tensor_name)
    if not hasattr(module, "parametrizations"):
        module.parametrizations = ModuleDict()
    if tensor_name in module.parametrizations:
        module.parametrizations[tensor_name].append(parametrization)
        return module
    if tensor_name in module._parameters:
        del module._parameters[tensor_name]
    else:
        del module._buffers[tensor_name]
    module.parametrizations[tensor_name] = ParametrizationList([parametrization], original, unsafe)
    setattr(module, tensor_name, torch.empty(original.shape))
    return module


def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if found is None or not isinstance(found, ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found
