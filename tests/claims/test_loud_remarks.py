"""Texts that state a count, each with what exactly the reader takes from it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from cnnlint.claims.claim import Quantity
from cnnlint.claims.gate import may_claim
from cnnlint.claims.grammar import read

Kinds = tuple[Quantity, ...]
P: Kinds = (Quantity.PARAMETERS,)
T: Kinds = (Quantity.TRAINABLE,)
N: Kinds = (Quantity.NON_TRAINABLE,)
W: Kinds = (Quantity.WEIGHTS,)
B: Kinds = (Quantity.BIASES,)
U: Kinds = (Quantity.BUFFERS,)


class Said(NamedTuple):
    """What one claim must be: the number as written, its plain value, what it counts, what it allows."""

    written: str
    stated: int
    quantities: Kinds
    allowed: tuple[int | None, int | None]
    name: str | None = None
    value: int | None = None
    word: bool = True


def said(
    written: str,
    stated: int,
    quantities: Kinds,
    allowed: tuple[int | None, int | None] | None = None,
    name: str | None = None,
    value: int | None = None,
    word: bool = True,
) -> Said:
    """A claim that allows the stated number only, unless told otherwise."""
    return Said(written, stated, quantities, allowed or (stated, stated), name, value, word)


Table = list[tuple[str, list[Said]]]


# An exact number and the words that make it a count.
PLAIN: Table = [
    ("# (no. of parameters: 25)", [said("25", 25, P)]),
    ("# (number of parameters: 25)", [said("25", 25, P)]),
    ("# 896 params", [said("896", 896, P)]),
    ("# 896 parameters", [said("896", 896, P)]),
    ("# 896 param", [said("896", 896, P)]),
    ("# 18,496 params", [said("18,496", 18_496, P)]),
    ("# 18_496 params", [said("18_496", 18_496, P)]),
    ("# 18 496 params", [said("18 496", 18_496, P)]),
    ("# 1,179,776 parameters", [said("1,179,776", 1_179_776, P)]),
    ("# 1179776 params", [said("1179776", 1_179_776, P)]),
    ("# 18496 weights and biases", [said("18496", 18_496, P)]),
    ("# (896 params)", [said("896", 896, P)]),
    ("# [896 params]", [said("896", 896, P)]),
    ("# -> 896 params", [said("896", 896, P)]),
    ("# => 18,496 params", [said("18,496", 18_496, P)]),
    ("# = 896 params", [said("896", 896, P)]),
    ("# : 896 params", [said("896", 896, P)]),
    ("# **896** params", [said("896", 896, P)]),
    ("# `896` params", [said("896", 896, P)]),
    ("# 896 params.", [said("896", 896, P)]),
    ("# 896 params!", [said("896", 896, P)]),
    ("# 896 Params", [said("896", 896, P)]),
    ("# 896 PARAMS", [said("896", 896, P)]),
    ("# 32 params", [said("32", 32, P)]),
    ("# 10 parameters", [said("10", 10, P)]),
    ("# 0 params", [said("0", 0, P)]),
    ("# no params", [said("no", 0, P)]),
    ("# No parameters", [said("No", 0, P)]),
    ("# no learnable parameters", [said("no", 0, T + P)]),
    ("# no trainable params", [said("no", 0, T + P)]),
    ("# parameter-free", [said("parameter-free", 0, P)]),
    ("# params: 0", [said("0", 0, P)]),
    ("# params: 896", [said("896", 896, P)]),
    ("# Params: 896", [said("896", 896, P)]),
    ("# #params: 896", [said("896", 896, P)]),
    ("# # params: 896", [said("896", 896, P)]),
    ("# Params = 896", [said("896", 896, P)]),
    ("# params == 896", [said("896", 896, P)]),
    ("# params -> 896", [said("896", 896, P)]),
    ("# params => 896", [said("896", 896, P)]),
    ("# parameters=896", [said("896", 896, P)]),
    ("# n_params = 61706", [said("61706", 61_706, P)]),
    ("# num_params: 61,706", [said("61,706", 61_706, P)]),
    ("# total_params = 61_706", [said("61_706", 61_706, P)]),
    ("# trainable_params: 61706", [said("61706", 61_706, T)]),
    ("# param count 896", [said("896", 896, P)]),
    ("# param count: 896", [said("896", 896, P)]),
    ("# Param # 896", [said("896", 896, P)]),
    ("# Total params: 62,958", [said("62,958", 62_958, P)]),
    ("# Total params 62,958", [said("62,958", 62_958, P)]),
    ("# Trainable params: 62,958", [said("62,958", 62_958, T)]),
    ("# Non-trainable params: 448", [said("448", 448, N)]),
    ("# Number of parameters: 1,179,776", [said("1,179,776", 1_179_776, P)]),
    ("# number of trainable parameters = 61706", [said("61706", 61_706, T)]),
    ("# Number of params is 61,706", [said("61,706", 61_706, P)]),
    ("# No. of params: 61706", [said("61706", 61_706, P)]),
    ("# number of parameters in this layer: 896", [said("896", 896, P)]),
    ("# number of parameters (total): 61706", [said("61706", 61_706, P)]),
    ("# params (896)", [said("896", 896, P)]),
    ("# params ..... 896", [said("896", 896, P)]),
    ("# 896 trainable params", [said("896", 896, T)]),
    ("# 896 trainable parameters", [said("896", 896, T)]),
    ("# 896 learnable parameters", [said("896", 896, T + P)]),
    ("# 896 learned parameters", [said("896", 896, T + P)]),
    ("# 448 non-trainable params", [said("448", 448, N)]),
    ("# 448 frozen parameters", [said("448", 448, N)]),
    ("# 896 total params", [said("896", 896, P)]),
    ("# 896 params total", [said("896", 896, P)]),
    ("# 896 params in total", [said("896", 896, P)]),
    ("# 896 params overall", [said("896", 896, P)]),
    ("# 896 parameters in this layer", [said("896", 896, P)]),
    ("# 896 parameters to train", [said("896", 896, P)]),
    ("# 864 weights", [said("864", 864, W + P)]),
    ("# 864 weights (no bias)", [said("864", 864, W)]),
    ("# weights: 864", [said("864", 864, W + P)]),
    ("# 896 params (864 weights + 32 biases)", [said("896", 896, P)]),
    ("# 512 biases", [said("512", 512, B)]),
    ("# 64 weights, 640 params", [said("640", 640, P)]),
    ("# 2 buffers of BN, 1,280 buffers", [said("1,280", 1280, U)]),
    ("# 25557032.0 params", [said("25557032.0", 25_557_032, P)]),
    ("# 2,560 params", [said("2,560", 2560, P)]),
    ("# exactly 896 params", [said("896", 896, P)]),
    ("# only 896 params", [said("896", 896, P)]),
    ("# This network has 61,706 parameters", [said("61,706", 61_706, P)]),
    ("# The model has 61,706 parameters", [said("61,706", 61_706, P)]),
    ("# It has 61,706 parameters", [said("61,706", 61_706, P)]),
    ("# A small CNN with 61,706 parameters", [said("61,706", 61_706, P)]),
    ("# Output: 28x28x32, params: 896", [said("896", 896, P)]),
    ("# 28x28x32 -> 896 params", [said("896", 896, P)]),
    ("# 18,496 params  # cnnlint: ignore[CNN101]", [said("18,496", 18_496, P)]),
    ("# conv1 896\n# conv2 18,496\n# Total params: 19,392", [said("19,392", 19_392, P)]),
    ("# 156 params, 122,304 connections", [said("156", 156, P)]),
    ("# 896 params (with bias)", [said("896", 896, P)]),
    ("# 896 params (incl. bias)", [said("896", 896, P)]),
    ("# in: 512, out: 10, params: 5130", [said("5130", 5130, P)]),
    ("# total of 61,706 parameters", [said("61,706", 61_706, P)]),
    ("# 61,706 trainable parameters in total", [said("61,706", 61_706, T)]),
    ("# Total trainable parameters: 61,706", [said("61,706", 61_706, T)]),
    ("# 100,480 parameters (784 * 128 weights + 128 biases)", [said("100,480", 100_480, P)]),
    ("# A small convolutional neural network with 61,706 parameters", [said("61,706", 61_706, P)]),
    ('"""A CNN for digits. It has 61,706 parameters."""', [said("61,706", 61_706, P)]),
    ('"""This module implements a CNN with 61,706 params."""', [said("61,706", 61_706, P)]),
    ('"""Simple feed-forward net (79,510 parameters)."""', [said("79,510", 79_510, P)]),
    ('"""79,510 parameters."""', [said("79,510", 79_510, P)]),
    ('"""Tiny model: 79,510 params."""', [said("79,510", 79_510, P)]),
    ('"""MLP with one hidden layer, 79,510 parameters in total."""', [said("79,510", 79_510, P)]),
]


# What rounds or truncates to the digits is allowed; "about" allows more.
ROUNDED: Table = [
    ("# params ~ 896", [said("896", 896, P, (852, 940))]),
    ("# Params (M): 11.7", [said("11.7", 11_700_000, P, (11_600_001, 11_799_999))]),
    ("# Params(K) = 61.7", [said("61.7", 61_700, P, (61_601, 61_799))]),
    ("# 6.25733e+07 params", [said("6.25733e+07", 62_573_300, P, (62_573_201, 62_573_399))]),
    ("# 1e6 params", [said("1e6", 1_000_000, P, (500_000, 1_999_999))]),
    ("# 1.18e6 parameters", [said("1.18e6", 1_180_000, P, (1_170_001, 1_189_999))]),
    ("# 1.2 x 10^6 params", [said("1.2 x 10^6", 1_200_000, P, (1_100_001, 1_299_999))]),
    ("# 0.27M params", [said("0.27M", 270_000, P, (260_001, 279_999))]),
    ("# 19.4m params", [said("19.4m", 19_400_000, P, (19_300_001, 19_499_999))]),
    ("# 401K params", [said("401K", 401_000, P, (400_001, 401_999))]),
    ("# 401k parameters", [said("401k", 401_000, P, (400_001, 401_999))]),
    ("# 11.7 M params", [said("11.7 M", 11_700_000, P, (11_600_001, 11_799_999))]),
    ("# 1.542B params", [said("1.542B", 1_542_000_000, P, (1_541_000_001, 1_542_999_999))]),
    ("# 0.6 billion parameters", [said("0.6 billion", 600_000_000, P, (500_000_001, 699_999_999))]),
    ("# 25.6 million params", [said("25.6 million", 25_600_000, P, (25_500_001, 25_699_999))]),
    ("# 12 thousand parameters", [said("12 thousand", 12_000, P, (11_001, 12_999))]),
    ("# 44,000 params", [said("44,000", 44_000, P, (43_001, 44_999))]),
    ("# 500,000 params", [said("500,000", 500_000, P, (400_001, 599_999))]),
    ("# 60K params", [said("60K", 60_000, P, (50_001, 69_999))]),
    ("# 76K params", [said("76K", 76_000, P, (75_001, 76_999))]),
    ("# 2.36M params", [said("2.36M", 2_360_000, P, (2_350_001, 2_369_999))]),
    ("# ~12 k params", [said("12 k", 12_000, P, (11_000, 13_000))]),
    ("# ~60K params", [said("60K", 60_000, P, (50_000, 70_000))]),
    ("# ~61,706 params", [said("61,706", 61_706, P, (60_472, 62_940))]),
    ("# ≈ 1.2M params", [said("1.2M", 1_200_000, P, (1_100_000, 1_300_000))]),
    ("# about 1.2 million parameters", [said("1.2 million", 1_200_000, P, (1_100_000, 1_300_000))]),
    ("# roughly 60k params", [said("60k", 60_000, P, (50_000, 70_000))]),
    ("# approximately 25.6M parameters", [said("25.6M", 25_600_000, P, (24_320_000, 26_880_000))]),
    ("# approx. 25.6M parameters", [said("25.6M", 25_600_000, P, (24_320_000, 26_880_000))]),
    ("# around 5M params", [said("5M", 5_000_000, P, (4_000_000, 6_000_000))]),
    ("# close to 5M params", [said("5M", 5_000_000, P, (4_000_000, 6_000_000))]),
    ("# nearly 12M params", [said("12M", 12_000_000, P, (10_800_000, 12_060_000))]),
    ("# almost 500k parameters", [said("500k", 500_000, P, (400_000, 502_500))]),
    ("# slightly more than 2M params", [said("2M", 2_000_000, P, (1_990_000, 3_000_000))]),
    ("# a 25M-parameter model", [said("25M", 25_000_000, P, (24_000_001, 25_999_999))]),
    ("# 11.7M params, 44.7 MB", [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999))]),
    ("# 11.7M params and 1.8 GFLOPs", [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999))]),
    ("# FLOPs: 1.8G, params: 11.7M", [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999))]),
    (
        '"""A model.\n\n    The network has two convolutions and a classifier; in total it has about\n    61,706 parameters, of which 48,120 are in the first dense layer.\n    """',
        [said("61,706", 61_706, P, (60_472, 62_940))],
    ),
    ("# Trainable parameters: ~61.7K", [said("61.7K", 61_700, T, (58_615, 64_785))]),
    ("# ~ 1.2M parameters (4.8 MB)", [said("1.2M", 1_200_000, P, (1_100_000, 1_300_000))]),
    ("# Model has ~5.3M params, top-1 77.1%", [said("5.3M", 5_300_000, P, (5_035_000, 5_565_000))]),
    (
        "# about 5.3 million trainable parameters.",
        [said("5.3 million", 5_300_000, T, (5_035_000, 5_565_000))],
    ),
    (
        "# This has 1.2 million parameters, which is small",
        [said("1.2 million", 1_200_000, P, (1_100_001, 1_299_999))],
    ),
    ("# 5.3M params | 0.39B flops", [said("5.3M", 5_300_000, P, (5_200_001, 5_399_999))]),
    ("# size=1.2M params", [said("1.2M", 1_200_000, P, (1_100_001, 1_299_999))]),
]


# One side is open.
BOUNDED: Table = [
    ("# < 1M params", [said("1M", 1_000_000, P, (None, 1_004_999))]),
    ("# <= 25,000 params", [said("25,000", 25_000, P, (None, 25_125))]),
    ("# under 500k parameters", [said("500k", 500_000, P, (None, 502_499))]),
    ("# less than 1e6 params", [said("1e6", 1_000_000, P, (None, 1_004_999))]),
    ("# fewer than 20,000 parameters", [said("20,000", 20_000, P, (None, 20_099))]),
    ("# at most 100,000 params", [said("100,000", 100_000, P, (None, 100_500))]),
    ("# over 11.7M params", [said("11.7M", 11_700_000, P, (11_650_000, None))]),
    ("# more than 60M params", [said("60M", 60_000_000, P, (59_700_000, None))]),
    ("# > 1,000,000 params", [said("1,000,000", 1_000_000, P, (995_000, None))]),
    ("# at least 10k params", [said("10k", 10_000, P, (9950, None))]),
    ("# 60M+ params", [said("60M", 60_000_000, P, (59_700_000, None))]),
]


# The text itself says whose number it is.
NAMED: Table = [
    ("# parameters in conv1: 896", [said("896", 896, P, name="conv1")]),
    ("# 896 parameters in conv1", [said("896", 896, P, name="conv1")]),
    ("# conv1: 896 params", [said("896", 896, P, name="conv1")]),
    ("# conv1 (896 params)", [said("896", 896, P, name="conv1")]),
    ("# conv1 - 896 params", [said("896", 896, P, name="conv1")]),
    ("# conv1 -> 896 params", [said("896", 896, P, name="conv1")]),
    ("# conv1 has 896 params", [said("896", 896, P, name="conv1")]),
    ("# conv1: 3x3, 896 params", [said("896", 896, P, name="conv1")]),
    ("# Conv2d(3, 32, 3): 896 params", [said("896", 896, P, name="Conv2d")]),
    ("# fc1 = 120*84 + 84 = 10164 params", [said("10164", 10_164, P, name="fc1", value=10_164)]),
    ("# Layer 2: 18,496 params", [said("18,496", 18_496, P, name="Layer 2")]),
    (
        "# ResNet-18 has 11.7M parameters",
        [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999), name="ResNet-18")],
    ),
    (
        "# ResNet-18 (11.7M params)",
        [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999), name="ResNet-18")],
    ),
    (
        "# ResNet-18: 11.7M params, 1.8 GFLOPs",
        [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999), name="ResNet-18")],
    ),
    ("# ResNet-18, 11.7M params", [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999), name="ResNet-18")]),
    ("# LeNet-5 with 61,706 parameters", [said("61,706", 61_706, P, name="LeNet-5")]),
    ("# encoder: 1.2M params", [said("1.2M", 1_200_000, P, (1_100_001, 1_299_999), name="encoder")]),
    ("# Encoder params: 1.2M", [said("1.2M", 1_200_000, P, (1_100_001, 1_299_999), name="Encoder")]),
    (
        '"""ResNet-18 from "Deep Residual Learning" (https://arxiv.org/abs/1512.03385), 11.7M parameters."""',
        [said("11.7M", 11_700_000, P, (11_600_001, 11_799_999), name="ResNet-18")],
    ),
    ("# C1: 6@28x28, 156 params", [said("156", 156, P, name="C1")]),
    (
        "# C1: 6 feature maps, 156 trainable parameters and 122,304 connections",
        [said("156", 156, T, name="C1")],
    ),
    ("# Linear(512, 10) = 5130 params", [said("5130", 5130, P, name="Linear")]),
    (
        "# ResNet50: 25.6M, VGG16: 138M params",
        [said("138M", 138_000_000, P, (137_000_001, 138_999_999), name="VGG16")],
    ),
    ("# resnet20 0.27M params", [said("0.27M", 270_000, P, (260_001, 279_999), name="resnet20")]),
    ("# 125M params (GPT-2 small)", [said("125M", 125_000_000, P, (124_000_001, 125_999_999), name="GPT-2")]),
    (
        "# vit_tiny_patch16_224: 5.7M params",
        [said("5.7M", 5_700_000, P, (5_600_001, 5_799_999), name="vit_tiny_patch16_224")],
    ),
    ("# vit-b/16 86M params", [said("86M", 86_000_000, P, (85_000_001, 86_999_999), name="vit-b/16")]),
    (
        "# EfficientNet-B0 5.3M params, 224 res",
        [said("5.3M", 5_300_000, P, (5_200_001, 5_399_999), name="EfficientNet-B0")],
    ),
    ("# this conv layer has 896 parameters", [said("896", 896, P, name="conv")]),
    ('"""LeNet-5 for MNIST. It has 61,706 parameters."""', [said("61,706", 61_706, P, name="LeNet-5")]),
    ('"""Builds LeNet-5 (61,706 trainable parameters)."""', [said("61,706", 61_706, T, name="LeNet-5")]),
    (
        '"""Returns a ResNet-18 with 11,689,512 parameters."""',
        [said("11,689,512", 11_689_512, P, name="ResNet-18")],
    ),
]


# The arithmetic stands beside its result; `value` is what it really gives.
PROVED: Table = [
    ("# 864 + 32 = 896 params", [said("896", 896, P, value=896)]),
    ("# (5*5*3 + 1) * 8 = 608 params", [said("608", 608, P, value=608)]),
    ("# (5*5*3 + 1) * 8 -> 608 params", [said("608", 608, P, value=608)]),
    ("# params: (3*3*3 + 1) * 32 = 896", [said("896", 896, P, value=896)]),
    ("# Parameters: (3*3*3+1)*32 = 896", [said("896", 896, P, value=896)]),
    ("# params = 3*3*3*32 + 32 = 896", [said("896", 896, P, value=896)]),
    ("# params: 1024*64 + 64", [said("1024*64 + 64", 65_600, P, value=65_600)]),
    ("# 1024 * 64 + 64 params", [said("1024 * 64 + 64", 65_600, P, value=65_600)]),
    ("# 3*3*3*32 weights + 32 biases", [said("3*3*3*32 weights + 32", 896, P, value=896)]),
    ("# weights = 3*3*3*32 = 864", [said("864", 864, W + P, value=864)]),
    ("# Input: 32x32x3\n# Output: 28x28x6\n# Params: (5*5*3+1)*6 = 456", [said("456", 456, P, value=456)]),
    ("# RF: 6 + (3-1)*2 = 10\n# Params: 3*3*16*32 = 4608", [said("4608", 4608, P, value=4608)]),
    ("# Params: 5 * 5 * 1 * 6 + 6 = 156", [said("156", 156, P, value=156)]),
    ("# num of params = (5*5*1)*6 + 6 = 156", [said("156", 156, P, value=156)]),
    ("# 3x3x3x32 + 32 = 896 parameters", [said("896", 896, P, value=896)]),
    ("# no. params = (3*3*3+1)*32 = 896", [said("896", 896, P, value=896)]),
    ("# So this layer has (3*3*3+1)*32 = 896 params.", [said("896", 896, P, value=896)]),
    ("# 64*3*7*7 = 9408 params (no bias)", [said("9408", 9408, (*W, *P), value=9408)]),
    ("# 288 + 2048 = 2336 params", [said("2336", 2336, P, value=2336)]),
    ("# 4*(3*128*128) = 196,608 params", [said("196,608", 196_608, P, value=196_608)]),
    ("# 4 * ((64 + 128) * 128 + 128) = 98,816 params", [said("98,816", 98_816, P, value=98_816)]),
    ("# => 100480 + 1290 = 101770 params", [said("101770", 101_770, P, value=101_770)]),
    ("# params: 2,416 = 5*5*6*16 + 16", [said("2,416", 2416, P, value=2416)]),
    ("# 2 x 295,168 = 590,336 params", [said("590,336", 590_336, P, value=590_336)]),
    ("# 9,248 x 3 = 27,744 params", [said("27,744", 27_744, P, value=27_744)]),
]


# Several claims in one remark.
SEVERAL: Table = [
    ("# weights: 864, biases: 32", [said("864", 864, W), said("32", 32, B)]),
    ("# weights: 864, biases: 32, total: 896", [said("864", 864, W), said("32", 32, B), said("896", 896, P)]),
    (
        "# 864 weights + 32 biases = 896 params",
        [said("864", 864, W), said("32", 32, B), said("896", 896, P, value=896)],
    ),
    (
        "# 864 weights + 32 biases = 896",
        [said("864", 864, W), said("32", 32, B), said("896", 896, P, value=896)],
    ),
    ("# 896 params = 864 weights + 32 biases", [said("896", 896, P, value=896), said("864", 864, W)]),
    ("# 864 weight params, 32 bias params", [said("864", 864, W), said("32", 32, B)]),
    ("# 3*3*3*32 (weights) + 32 (biases) = 896", [said("32", 32, B), said("896", 896, P, value=896)]),
    (
        "# conv1: (3*3*3+1)*32 = 896\n# conv2: (3*3*32+1)*64 = 18,496\n# total: 19,392",
        [
            said("896", 896, P, name="conv1", value=896, word=False),
            said("18,496", 18_496, P, name="conv2", value=18_496, word=False),
            said("19,392", 19_392, P),
        ],
    ),
    (
        '"""LeNet-5.\n\n    Total params: 61,706\n    Trainable params: 61,706\n    Non-trainable params: 0\n    """',
        [said("61,706", 61_706, P), said("61,706", 61_706, T), said("0", 0, N)],
    ),
    (
        '"""conv2d_1 (Conv2D)            (None, 26, 26, 32)        320\n_______\nTotal params: 1,199,882\nTrainable params: 1,199,882"""',
        [said("1,199,882", 1_199_882, P), said("1,199,882", 1_199_882, T)],
    ),
    (
        "# depthwise: 3*3*32 = 288 params, pointwise: 32*64 = 2048 params",
        [
            said("288", 288, P, name="depthwise", value=288),
            said("2048", 2048, P, name="pointwise", value=2048),
        ],
    ),
    (
        "# 5*5*6*16 = 2400 weights + 16 biases = 2416",
        [said("2400", 2400, W, (2_301, 2499)), said("16", 16, B), said("2416", 2416, P, value=2416)],
    ),
]


# No counting word: a sum with its result, or a number alone.
WORDLESS: Table = [
    ("# (3*3*3 + 1) * 32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# (3*3*32+1)*64 = 18494", [said("18494", 18_494, P, value=18_496, word=False)]),
    ("# 3*3*32*64 + 64 = 18,496", [said("18,496", 18_496, P, value=18_496, word=False)]),
    ("# 32 × (3×3×3) = 864", [said("864", 864, P, value=864, word=False)]),
    ("# 32 x (3 x 3 x 3) = 864", [said("864", 864, P, value=864, word=False)]),
    ("# 32·(3·3·3 + 1) = 896", [said("896", 896, P, value=896, word=False)]),
    ("# [(3*3*3)+1]*32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# 3²*3*32 + 32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# 3^2*3*32 + 32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# 3**2*3*32 + 32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# (3*3*3 + 1) * 32 = 28 × 32 = 896", [said("896", 896, P, value=896, word=False)]),
    ("# 896 = 28*32", [said("896", 896, P, value=896, word=False)]),
    ("# 896 = (3*3*3 + 1) * 32", [said("896", 896, P, value=896, word=False)]),
    ("# conv1: (3*3*3 + 1) * 32 = 896", [said("896", 896, P, name="conv1", value=896, word=False)]),
    ("# 14*64=896", [said("896", 896, P, value=896, word=False)]),
    ("# 512*10 + 10 = 5130", [said("5130", 5130, P, value=5130, word=False)]),
    ("# 4*8 + 8 = 40", [said("40", 40, P, value=40, word=False)]),
    ("# (64*9*64)/2 = 18432", [said("18432", 18_432, P, value=18_432, word=False)]),
    (
        "# 3*3*512*512 ≈ 2.36M",
        [said("2.36M", 2_360_000, P, (2_242_000, 2_478_000), value=2_359_296, word=False)],
    ),
    ("# fc1 -> 48,120", [said("48,120", 48_120, P, name="fc1", word=False)]),
    ("# 18432 + 64 = 18496", [said("18496", 18_496, P, value=18_496, word=False)]),
    ("# 512*10=5120 + 10 = 5130", [said("5130", 5130, P, value=5130, word=False)]),
    ("# LSTM: 4*(128*64 + 64*64 + 64) = 49408", [said("49408", 49_408, P, value=49_408, word=False)]),
    ("# BN: 2*64 = 128", [said("128", 128, P, name="BN", value=128, word=False)]),
    ("# (10 + 1) * 5 = 55", [said("55", 55, P, value=55, word=False)]),
    ("# (3*3*3+1)*32 = 28 * 32 = 896", [said("896", 896, P, value=896, word=False)]),
]


LOUD = [*PLAIN, *ROUNDED, *BOUNDED, *NAMED, *PROVED, *WORDLESS, *SEVERAL]


@pytest.mark.parametrize(("text", "expected"), LOUD, ids=[text for text, _ in LOUD])
def test_says(text: str, expected: list[Said]) -> None:
    claims = read(text, "docstring" if text.startswith('"') else "comment", trailing=True)
    found = [
        Said(
            claim.text,
            claim.stated,
            claim.quantities,
            claim.interval[:2],
            claim.name,
            claim.formula.value if claim.formula else None,
            claim.word,
        )
        for claim in claims
    ]
    assert found == expected
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)


@pytest.mark.parametrize("text", [text for text, _ in LOUD])
def test_the_gate_lets_it_pass(text: str) -> None:
    assert may_claim(text)
    assert may_claim(f"import os\n\n\nclass Net:\n    {text}\n    x = y\n".encode())


def test_the_table_is_long() -> None:
    assert len({text for text, _ in LOUD}) == len(LOUD) >= 120
