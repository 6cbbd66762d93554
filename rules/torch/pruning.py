"""`torch.nn.utils.prune`: a tensor becomes a parameter and a mask of its shape. Parsed and never imported."""

import torch
from torch.nn import Parameter


def _masked(module, name):
    """The tensor under another name, and its mask; what is pruned again keeps both."""
    if name + "_orig" not in module._parameters:
        tensor = getattr(module, name)
        del module._parameters[name]
        module.register_parameter(name + "_orig", tensor)
        module.register_buffer(name + "_mask", torch.ones(tensor.shape))
        setattr(module, name, torch.empty(tensor.shape))
    return module


def identity(module, name):
    return _masked(module, name)


def random_unstructured(module, name, amount):
    return _masked(module, name)


def l1_unstructured(module, name, amount, importance_scores=None):
    return _masked(module, name)


def random_structured(module, name, amount, dim):
    return _masked(module, name)


def ln_structured(module, name, amount, n, dim, importance_scores=None):
    return _masked(module, name)


def custom_from_mask(module, name, mask):
    return _masked(module, name)


def global_unstructured(parameters, pruning_method, importance_scores=None, **options):
    for module, name in parameters:
        _masked(module, name)


def is_pruned(module):
    return any(name.endswith("_mask") for each in module.modules() for name in each._buffers)


def remove(module, name):
    tensor = module._parameters[name + "_orig"]
    delattr(module, name)
    del module._parameters[name + "_orig"]
    del module._buffers[name + "_mask"]
    module.register_parameter(name, Parameter(torch.empty(tensor.shape), tensor.requires_grad))
    return module
