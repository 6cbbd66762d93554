"""`huggingface_hub`: mixins that load and save models and own nothing. Parsed and never imported.

What loads or saves stays undescribed.
"""

import huggingface_hub


class ModelHubMixin:
    from_pretrained = huggingface_hub.from_pretrained
    push_to_hub = huggingface_hub.push_to_hub
    save_pretrained = huggingface_hub.save_pretrained

    def __init_subclass__(cls, **options):
        super().__init_subclass__()


class PyTorchModelHubMixin(ModelHubMixin):
    pass
