"""`lightning.pytorch.LightningModule`: a module that keeps its arguments. Parsed and never imported.

What belongs to training (`trainer`, `logger`, `log`) stays undescribed.
"""

import inspect

import evaluator
import lightning.pytorch
import torch
from torch.nn import Module


class HyperParameters(dict):
    """A dict whose entries are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


def _entries(given):
    if isinstance(given, dict):
        return given
    return vars(given)


class LightningModule(Module):
    trainer = lightning.pytorch.trainer
    logger = lightning.pytorch.logger
    example_input_array = None
    automatic_optimization = True
    current_epoch = 0
    global_step = 0

    def __new__(cls, *given, **named):
        self = super().__new__(cls)
        self.__dict__["_given"] = (given, named)
        self.__dict__["_hparams"] = HyperParameters()
        return self

    def __init__(self, *given, **named):
        super().__init__()

    @property
    def hparams(self):
        return self._hparams

    @property
    def hparams_initial(self):
        return self._hparams

    @evaluator.with_arguments_of_caller
    def save_hyperparameters(self, *wanted, ignore=None, frame=None, logger=True, local={}, inner={}):
        """The arguments that the object was made with, those of these names only, or a configuration.

        An argument that was given another value since is kept with that; those of a class above come last.
        """
        if len(wanted) == 1 and not isinstance(wanted[0], str):
            self._hparams.update(_entries(wanted[0]))
            return
        given, named = self._given
        bound = inspect.signature(type(self)).bind(*given, **named)
        bound.apply_defaults()
        left_out = [ignore] if isinstance(ignore, str) else list(ignore or ())
        for name, value in {**inner, **bound.arguments, **local}.items():
            if (name in wanted or not wanted) and name not in left_out:
                if isinstance(value, dict) and name == "kwargs":
                    self._hparams.update(value)
                else:
                    self._hparams[name] = value

    def log(self, *given, **named):
        pass

    def log_dict(self, *given, **named):
        pass

    def print(self, *given, **named):
        pass

    def freeze(self):
        for parameter in self.parameters():
            parameter.requires_grad = False
        self.eval()

    def unfreeze(self):
        for parameter in self.parameters():
            parameter.requires_grad = True
        self.train()

    @property
    def device(self):
        return torch.device("cpu")


class LightningDataModule:
    trainer = lightning.pytorch.trainer

    def __init__(self):
        self._hparams = HyperParameters()

    def save_hyperparameters(self, *wanted, **named):
        pass


class Trainer:
    """Training changes values of a model, not what is counted."""

    callback_metrics = lightning.pytorch.callback_metrics
    checkpoint_callback = lightning.pytorch.checkpoint_callback
    logged_metrics = lightning.pytorch.logged_metrics
    logger = lightning.pytorch.logger

    def __init__(self, *given, **named):
        pass

    def fit(self, model=None, *given, **named):
        pass

    def test(self, model=None, *given, **named):
        return lightning.pytorch.results

    def validate(self, model=None, *given, **named):
        return lightning.pytorch.results

    def predict(self, model=None, *given, **named):
        return lightning.pytorch.results

    def save_checkpoint(self, *given, **named):
        pass
