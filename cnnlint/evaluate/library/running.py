"""What torch says of how it runs: ordinary Python, neither compiled nor traced."""

from __future__ import annotations

from ...values.objects import Builtin, Value


def _constant(name: str, answer: Value) -> Builtin:
    return Builtin(name, lambda machine, given, keywords: answer)


_ANSWERS: dict[str, Value] = {
    **dict.fromkeys(
        (
            "torch.jit.is_scripting",
            "torch.jit.is_tracing",
            "torch.onnx.is_in_onnx_export",
            "torch.compiler.is_compiling",
            "torch.compiler.is_dynamo_compiling",
            "torch.compiler.is_exporting",
            "torch._dynamo.is_compiling",
            "torch.overrides.has_torch_function",
            "torch.overrides.has_torch_function_unary",
            "torch.overrides.has_torch_function_variadic",
        ),
        False,
    ),
    "torch._C._get_tracing_state": None,
    "torch._C._log_api_usage_once": None,
}

NAMES: dict[str, Value] = {
    **{name: _constant(name, answer) for name, answer in _ANSWERS.items()},
    "torch.jit.annotate": Builtin("torch.jit.annotate", lambda machine, given, keywords: given[-1]),
}
