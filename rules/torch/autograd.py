"""`torch.autograd.Function`: an operation with a gradient of its own, which owns no parameters.

Parsed and never imported. `apply` runs the subclass's `forward`; what that asks of its context beyond
keeping things is unknown.
"""

import torch


class _Context:
    needs_input_grad = torch.autograd.needs_input_grad
    saved_tensors = torch.autograd.saved_tensors

    def save_for_backward(self, *tensors):
        """Only the backward pass asks for them."""

    def save_for_forward(self, *tensors):
        """The same for derivatives in forward mode."""

    def mark_dirty(self, *tensors):
        """Tells of changes in place."""

    def mark_non_differentiable(self, *tensors):
        """Tells of results without a gradient."""

    def set_materialize_grads(self, value):
        """Only the backward pass asks for it."""


class Function:
    @classmethod
    def apply(cls, *args, **kwargs):
        if hasattr(cls, "setup_context"):
            return cls.forward(*args, **kwargs)
        return cls.forward(_Context(), *args, **kwargs)
