"""`torch.jit`: what is compiled owns the parameters of what it was made of. Parsed and never imported."""


def script(obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None):
    return obj


def trace(func, example_inputs=None, **options):
    return func


def freeze(mod, preserved_attrs=None, optimize_numerics=True):
    return mod


def optimize_for_inference(mod, other_methods=None):
    return mod


def export(fn):
    return fn


def ignore(drop=False, **options):
    return drop if callable(drop) else lambda function: function


def unused(fn):
    return fn


def script_if_tracing(fn):
    return fn


def script_method(fn):
    return fn
