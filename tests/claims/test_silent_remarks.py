"""Texts that look like a statement of a count and are none: the reader must stay silent."""

from __future__ import annotations

import pytest

from cnnlint.claims.grammar import read

ARGUMENTS_AND_SHAPES = (
    "# 1 input channel, 6 output channels, 5x5 kernel",
    "# 10 classes",
    "# in_channels=3, out_channels=64, kernel_size=3",
    "# kernel 3x3x64x128",
    "# weight: 64x3x7x7",
    "# weights: 3x3x3x32",
    "# weight shape (64, 3, 7, 7)",
    "# input: 3x224x224 = 150528",
    "# (B, 64, 28, 28) -> (B, 64, 14, 14)",
    "# 64 x 7 x 7",
    "# 28 x 28 x 32",
    "# 3x3 conv, 64",
    "# flatten: 512*8*8 = 32768 features",
    "# 512 * 7 * 7 = 25088 inputs",
    "# feature map 14*14*256 = 50176",
    "# hidden size 4*1024 = 4096",
    "# sequence length 197 = 14*14 + 1",
    "# patches: 14 * 14 = 196",
    "# embedding dim: 12 * 64 = 768",
    "# output size = (32 + 2*2 - 5)/1 + 1 = 32",
    "# (28 - 5 + 2*0)/2 + 1 = 12",
    "# RF: 6 + (3-1)*2 = 10",
    "# receptive field 3 + (3 - 1) * 1 = 5",
    "# jump: 2*2 = 4, RF = 14",
    "# stride 2*2 = 40",
    "# 8 heads * 64 dim = 512",
    "# resolution 224 * 224 = 50176 pixels",
)

OTHER_LAYERS = (
    "# 12,345 params so far",
    "# the layer below has 650 params",
    "# the block above contains 650 params",
    "# this layer and the next have 1,920 params",
    "# 3D version has 5,248 params",
    "# The 34-layer version has 21,797,672 params",
    "# 0 params: tied to the embedding",
)

OTHER_UNITS = (
    "# 1.8 GFLOPs",
    "# 4.1 billion FLOPs",
    "# 11.7M FLOPs",
    "# MACs: 1,814,073,344",
    "# 860M mult-adds",
    "# 44.7 MB of weights",
    "# params size: 44.59 MB",
    "# Params size (MB): 44.59",
    "# weights: 98 MB",
    "# 1.2 GB of parameters",
    "# takes ~5 min",
    "# 300 epochs",
    "# 1.28M images",
    "# 300B tokens",
    "# params: 12 bytes each",
    "# memory: 4 * 11.7M = 46.8M bytes",
    "# latency 12 ms",
    "# dropout 50%",
    "# 16 heads, 768 dims, 12 layers",
    "# 340K connections",
    "# 122,304 connections in C1",
    "# batch of 128 images, 3 channels",
)

WEIGHTS_THAT_ARE_FILES = (
    "# ImageNet-1k weights",
    "# ImageNet 21k weights",
    "# in1k weights",
    "# LAION 2B weights",
    "# pretrained weights: https://example.org/v0.1-weights/resnet50-1234567.pth",
    "# IMAGENET1K_V1 weights, acc@1 76.13",
    "# float16 weights",
    "# weights from 2019",
    "# class weights 0.5",
    "# loss weight: 300",
    "# weight decay 1e-4",
    "# no weight decay on 1d params",
    "# sample weight 100",
    "# weight = 1000",
)

OTHER_PARAMETERS = (
    "# takes 3 parameters",
    "# 2 parameters: x and y",
    "# 3 params",
    "# 2 trainable weights",
    "# 4 parameter tensors",
    "# the function has 12 parameters",
    "# this method takes 100 parameters",
    "# 150 parameters in the request",
    "# 128 hyperparameters",
    "# hyper-parameters: 100",
    "# optimizer has 2 param groups",
    "# 200 param groups",
    "# SQL parameter 1000",
    "# parameter 1 is the kernel",
    "# nnx.Rngs(params=0)",
    "# nn.PReLU(num_parameters=100)",
    "# assert num_params == 200",
    "# parameters: in_channels, out_channels",
    "# Parameters: in_channels (int): 3",
    "# the params 1, 2 and 300",
    "# param 100",
    "# parameter: 128",
    "# 1d parameters and 2D weights",
    "# no parameters are passed here",
    "# takes no parameters",
    "# no params needed by the caller",
    "# parameters of the 3x3 conv",
    "# replay buffer: 10000",
    "# buffer of 100,000 transitions",
    "# bias: 1",
    "# bias = 0.5",
    "# weight: 0.5, bias: 0.1",
    "# no bias",
)

OTHER_MODELS = (
    "# unlike BERT, which has 110M parameters",
    "# 'Giant' is 3B params in paper but ~2.6B here",
    "# the original has 60M parameters",
    "# AlexNet-level accuracy with 50x fewer parameters",
    "# reduces parameters by 9x",
    "# 4x fewer parameters",
    "# saves 1.2M parameters",
    "# 70% of the parameters",
    "# 1.5% more parameters than ResNet-50",
    "# 25.6M params vs 11.7M",
    "# compared to 138M params of VGG-16",
    "# 896 params instead of 9248",
    "# was 896 params before",
    "# Scaling Vision Transformers to 22 Billion Parameters",
    "# baseline: 1.2M params",
    "# He et al. report 1.7M params",
    "# GPT-3 and PaLM with 540B parameters",
    "# LoRA adapters add 0.3M params",
    "# 62M params after pruning",
    "# Table 1: ResNet-18 as in the paper, 11.7M params",
    "# the paper's model has 25M params",
    "# teacher: 25M params",
)

GOALS_AND_CONDITIONS = (
    "# must stay under 25,000 parameters",
    "# should have < 1M params",
    "# keep it below 20k parameters",
    "# goal: 99.4% with less than 20K params",
    "# target: < 8,000 params",
    "# the model must use\n# fewer than 25,000 parameters",
    "# budget of 500k params",
    "# max params allowed: 100,000",
    "# 896 params if bias=True",
    "# 11.7M params with 1000 classes",
    "# 11.2M params (10 classes)",
    "# 11.2M params when num_classes=10",
    "# 1.2M params without the head",
    "# 1.2M params excluding embeddings",
    "# 1.2M params, excluding the classifier",
    "# 896 params per layer",
    "# 590k params each",
    "# 896 params/layer",
    "# between 1M and 5M params",
    "# 1M-5M params",
    "# 1-5M params",
    "# from 4M to 9M params",
    "# could have up to 9M params",
    "# 896 params?",
    "# not 896 params",
    "# e.g. 896 params",
    "# Example: a conv with 3 inputs has 896 params",
    "# TODO: check that this has 896 params",
    "# X,XXX,XXX params",
    "# N params",
    "# ??? params",
)

CODE = (
    "# self.fc = nn.Linear(512, 10)",
    "# self.fc = nn.Linear(512, 10)  # 5130 params",
    "# nn.Conv2d(3, 32, 3),  # 896 params",
    "# model.add(Conv2D(32, 3))  # 896 params",
    "# assert n == 100",
    "# assert count(model) == 896  # params",
    "# x = 64 * 7 * 7",
    "# print(f'{n} params: 896')",
    "# return 896 params",
    "# 'num_params': 25557032,",
    "# num_params=25557032,",
    "# for p in range(896): params",
    "# if params == 896:",
    "# torch.nn.Linear(4, 10, bias=True)",
    '''"""Example::

        >>> sum(p.numel() for p in net.parameters())  # 896 params
        >>> model = Net()  # 896 params
    """''',
)

ARGUMENT_LISTS = (
    '''"""Block.

    Args:
        width (int): 64 channels, 36,864 params
        params: 1000
    """''',
    '''"""Block.

    Parameters:
        in_channels: 300
        out_channels: 512 parameters
    """''',
    '''"""Block.

    Parameters
    ----------
    in_channels : int
        128

    params : 3000
        1000 parameters
    """''',
    '''"""Block.

    :param width: 1000
    :param params: 1000 parameters
    """''',
    '"""Parameters: 3 x 64."""',
    '"""Runs with parameters `frame_rate=15`, `clips_per_video=5`."""',
)

FIGURES = (
    "# 896",
    "# 1,024 and 2,048",
    "# see https://arxiv.org/abs/1512.03385 for parameters",
    "# https://example.org/params/1234567",
    "# version 1.2.3 params",
    "# since 2019-05-01",
    "# Section 3, parameters",
    "# see Table 1, params",
    "# issue #70627",
    "# lr 1e-3",
    "# (0.9, 0.999) are the parameters",
    "# id 25557032",
    "# 217b",
    "# 1",
    "# step 3",
    "# C*3*3*64 = 896",
    "# 12d^2 + 13d params",
    "# 9**9**9 params",
    "# 3*3*3*32 + b = 896",
    "# 1.5 params",
    "# -896 params",
    "# 007 params",
    "# $896 params",
    "# 9.2.1 = 9*2",
    "# decay_steps = 10000",
    "# resnet18: 11689512px",
    "# 1 = 1",
    "# noqa: E501",
    "# cnnlint: ignore[CNN101]",
    "# type: ignore[params]",
    "#",
    "",
)

TEXTS = (
    ARGUMENTS_AND_SHAPES
    + OTHER_LAYERS
    + OTHER_UNITS
    + WEIGHTS_THAT_ARE_FILES
    + OTHER_PARAMETERS
    + OTHER_MODELS
    + GOALS_AND_CONDITIONS
    + CODE
    + ARGUMENT_LISTS
    + FIGURES
)


@pytest.mark.parametrize("text", TEXTS)
def test_says_nothing(text: str) -> None:
    assert read(text, "docstring" if text.startswith('"') else "comment", trailing=text == "# 217b") == ()


def test_the_table_is_long() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 120
