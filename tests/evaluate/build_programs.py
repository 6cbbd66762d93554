"""Builds programs with torch: a JSON list of code on standard input, a row of counts for each on standard output.

A program that torch refuses has its error in place of its counts.
"""

import json
import sys
import types
import warnings

import torch


def counts(code, number):
    module = types.ModuleType(f"program{number}")
    sys.modules[module.__name__] = module
    try:
        exec(compile(code, module.__name__, "exec"), module.__dict__)
        with torch.device("meta"):
            network = module.make()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        del sys.modules[module.__name__]
    parameters = list(network.parameters())
    return [
        sum(each.numel() for each in parameters),
        sum(each.numel() for each in parameters if each.requires_grad),
        sum(each.numel() for each in network.buffers()),
    ]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    for number, code in enumerate(json.load(sys.stdin)):
        print(json.dumps(counts(code, number)), flush=True)
