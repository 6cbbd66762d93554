"""Layers of torch.nn that are built of layers, or whose tensors need a loop, written for cnnlint's evaluator.

This file is parsed and never imported. The attributes, parameters and children bear torch's names; what
torch only computes with, and what decides on speed alone, is left out. Arguments are not validated.
"""

from copy import deepcopy
from math import prod

from evaluator import demand, take

from torch import empty
from torch.nn import (
    Dropout,
    LayerNorm,
    Linear,
    Module,
    ModuleList,
    NonDynamicallyQuantizableLinear,
    Parameter,
    Sequential,
    _Loss,
    _WeightedLoss,
)
from torch.nn.functional import cosine_similarity, pairwise_distance


class RNNBase(Module):
    """Recurrent layers: per layer and direction, weights for all gates side by side."""

    def __init__(
        self,
        mode,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gates = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}[mode] * hidden_size
        width = input_size
        state = proj_size or hidden_size
        for layer in range(num_layers):
            for suffix in [f"l{layer}", f"l{layer}_reverse"] if bidirectional else [f"l{layer}"]:
                shapes = {"weight_ih": (gates, width), "weight_hh": (gates, state)}
                if bias:
                    shapes.update(bias_ih=(gates,), bias_hh=(gates,))
                if proj_size:
                    shapes["weight_hr"] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    tensor = empty(shape, device=device, dtype=dtype)
                    self.register_parameter(f"{name}_{suffix}", Parameter(tensor))
            width = state * 2 if bidirectional else state

    def reset_parameters(self):
        """Only values change."""

    def flatten_parameters(self):
        """Only the layout in memory changes."""

    def forward(self, input, hx=None):
        take(self, "input_size", self.input_size, input)
        directions = 2 if self.bidirectional else 1
        stack = [self.num_layers * directions]
        if len(input.shape) == 3:
            stack.append(input.shape[0 if self.batch_first else 1])
        output = empty(*input.shape[:-1], directions * (self.proj_size or self.hidden_size))
        last = empty(*stack, self.proj_size or self.hidden_size)
        return output, (last, empty(*stack, self.hidden_size)) if self.mode == "LSTM" else last

    def _mult_adds(self, x):
        """Each weight once for each step of each sequence."""
        weights = sum(p.numel() for p in self.parameters() if p.dim() == 2)
        return x[0] * weights if len(x) == 2 else x[0] * x[1] * weights


class RNN(RNNBase):
    """Elman network."""

    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", *args, **kwargs):
        mode = "RNN_" + nonlinearity.upper()
        super().__init__(mode, input_size, hidden_size, num_layers, *args, **kwargs)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    """Long short-term memory: input, forget, cell and output gate; proj_size narrows the hidden state."""

    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)


class GRU(RNNBase):
    """Gated recurrent unit: reset, update and new gate."""

    def __init__(self, *args, **kwargs):
        super().__init__("GRU", *args, **kwargs)


class MultiheadAttention(Module):
    """Attention; one stacked projection of query, key and value where all three are embed_dim wide."""

    def __init__(
        self,
        embed_dim,
        num_heads,
        dropout=0.0,
        bias=True,
        add_bias_kv=False,
        add_zero_attn=False,
        kdim=None,
        vdim=None,
        batch_first=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        demand(
            self,
            embed_dim % num_heads == 0,
            "embed_dim % num_heads == 0",
            embed_dim=embed_dim,
            num_heads=num_heads,
        )
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        self.add_zero_attn = add_zero_attn
        self.in_proj_weight = self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        if self._qkv_same_embed_dim:
            self.in_proj_weight = Parameter(empty(3 * embed_dim, embed_dim, **factory))
        else:
            self.q_proj_weight = Parameter(empty(embed_dim, embed_dim, **factory))
            self.k_proj_weight = Parameter(empty(embed_dim, self.kdim, **factory))
            self.v_proj_weight = Parameter(empty(embed_dim, self.vdim, **factory))
        self.in_proj_bias = Parameter(empty(3 * embed_dim, **factory)) if bias else None
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, **factory)
        self.bias_k = Parameter(empty(1, 1, embed_dim, **factory)) if add_bias_kv else None
        self.bias_v = Parameter(empty(1, 1, embed_dim, **factory)) if add_bias_kv else None

    def _reset_parameters(self):
        """Only values change."""

    def forward(
        self,
        query,
        key,
        value,
        key_padding_mask=None,
        need_weights=True,
        attn_mask=None,
        average_attn_weights=True,
        is_causal=False,
    ):
        take(self, "embed_dim", self.embed_dim, query)
        same = self._qkv_same_embed_dim
        take(self, "embed_dim" if same else "kdim", self.kdim, key)
        take(self, "embed_dim" if same else "vdim", self.vdim, value)
        attended = empty(*query.shape)
        if not need_weights:
            return attended, None
        time = -3 if len(query.shape) == 3 and not self.batch_first else -2
        extra = (1 if self.bias_k is not None else 0) + (1 if self.add_zero_attn else 0)
        sizes = [query.shape[time], key.shape[time] + extra]
        if not average_attn_weights:
            sizes.insert(0, self.num_heads)
        if len(query.shape) == 3:
            sizes.insert(0, query.shape[0 if self.batch_first else 1])
        return attended, empty(*sizes)

    def _mult_adds(self, query, key, value):
        """The projections in front and behind, scores of all pairs and their weighted sum."""
        time = 1 if self.batch_first and len(query) == 3 else 0
        queries = query[0] * query[1] if len(query) == 3 else query[0]
        keys = key[0] * key[1] if len(key) == 3 else key[0]
        projected = 2 * queries * self.embed_dim + keys * (self.kdim + self.vdim)
        return self.embed_dim * (projected + 2 * queries * key[time])


class TransformerEncoderLayer(Module):
    """Self-attention and a feed-forward block, each with a residual and a layer norm."""

    def __init__(
        self,
        d_model,
        nhead,
        dim_feedforward=2048,
        dropout=0.1,
        activation="relu",
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        super().__init__()
        factory = {"bias": bias, "device": device, "dtype": dtype}
        self.self_attn = MultiheadAttention(
            d_model, nhead, dropout=dropout, batch_first=batch_first, **factory
        )
        self.linear1 = Linear(d_model, dim_feedforward, **factory)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, **factory)
        self.norm_first = norm_first
        self.norm1 = LayerNorm(d_model, eps=layer_norm_eps, **factory)
        self.norm2 = LayerNorm(d_model, eps=layer_norm_eps, **factory)
        self.dropout1 = Dropout(dropout)
        self.dropout2 = Dropout(dropout)
        self.activation = activation

    def _attend(self, x):
        return self.dropout1(self.self_attn(x, x, x, need_weights=False)[0])

    def _feed(self, x):
        return self.dropout2(self.linear2(self.dropout(self.linear1(x))))

    def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        if self.norm_first:
            x = src + self._attend(self.norm1(src))
            return x + self._feed(self.norm2(x))
        x = self.norm1(src + self._attend(src))
        return self.norm2(x + self._feed(x))


class TransformerDecoderLayer(Module):
    """Self-attention, attention to the encoder's output and a feed-forward block."""

    def __init__(
        self,
        d_model,
        nhead,
        dim_feedforward=2048,
        dropout=0.1,
        activation="relu",
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        super().__init__()
        factory = {"bias": bias, "device": device, "dtype": dtype}
        attention = {"dropout": dropout, "batch_first": batch_first, **factory}
        self.self_attn = MultiheadAttention(d_model, nhead, **attention)
        self.multihead_attn = MultiheadAttention(d_model, nhead, **attention)
        self.linear1 = Linear(d_model, dim_feedforward, **factory)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, **factory)
        self.norm_first = norm_first
        self.norm1 = LayerNorm(d_model, eps=layer_norm_eps, **factory)
        self.norm2 = LayerNorm(d_model, eps=layer_norm_eps, **factory)
        self.norm3 = LayerNorm(d_model, eps=layer_norm_eps, **factory)
        self.dropout1 = Dropout(dropout)
        self.dropout2 = Dropout(dropout)
        self.dropout3 = Dropout(dropout)
        self.activation = activation

    def _attend(self, x):
        return self.dropout1(self.self_attn(x, x, x, need_weights=False)[0])

    def _recall(self, x, memory):
        return self.dropout2(self.multihead_attn(x, memory, memory, need_weights=False)[0])

    def _feed(self, x):
        return self.dropout3(self.linear2(self.dropout(self.linear1(x))))

    def forward(
        self,
        tgt,
        memory,
        tgt_mask=None,
        memory_mask=None,
        tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
        tgt_is_causal=False,
        memory_is_causal=False,
    ):
        if self.norm_first:
            x = tgt + self._attend(self.norm1(tgt))
            x = x + self._recall(self.norm2(x), memory)
            return x + self._feed(self.norm3(x))
        x = self.norm1(tgt + self._attend(tgt))
        x = self.norm2(x + self._recall(x, memory))
        return self.norm3(x + self._feed(x))


class TransformerEncoder(Module):
    """Copies of one encoder layer; the layer that was given is no part of it."""

    def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
        super().__init__()
        self.layers = ModuleList([deepcopy(encoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm
        self.enable_nested_tensor = enable_nested_tensor
        self.mask_check = mask_check

    def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
        for layer in self.layers:
            src = layer(src)
        return src if self.norm is None else self.norm(src)


class TransformerDecoder(Module):
    """Copies of one decoder layer; the layer that was given is no part of it."""

    def __init__(self, decoder_layer, num_layers, norm=None):
        super().__init__()
        self.layers = ModuleList([deepcopy(decoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def forward(
        self,
        tgt,
        memory,
        tgt_mask=None,
        memory_mask=None,
        tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
        tgt_is_causal=None,
        memory_is_causal=False,
    ):
        for layer in self.layers:
            tgt = layer(tgt, memory)
        return tgt if self.norm is None else self.norm(tgt)


class Transformer(Module):
    """Encoder and decoder, each closed by a layer norm."""

    def __init__(
        self,
        d_model=512,
        nhead=8,
        num_encoder_layers=6,
        num_decoder_layers=6,
        dim_feedforward=2048,
        dropout=0.1,
        activation="relu",
        custom_encoder=None,
        custom_decoder=None,
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        super().__init__()
        factory = {"bias": bias, "device": device, "dtype": dtype}
        block = (
            d_model,
            nhead,
            dim_feedforward,
            dropout,
            activation,
            layer_norm_eps,
            batch_first,
            norm_first,
        )
        if custom_encoder is None:
            layer = TransformerEncoderLayer(*block, **factory)
            norm = LayerNorm(d_model, eps=layer_norm_eps, **factory)
            custom_encoder = TransformerEncoder(layer, num_encoder_layers, norm)
        self.encoder = custom_encoder
        if custom_decoder is None:
            layer = TransformerDecoderLayer(*block, **factory)
            norm = LayerNorm(d_model, eps=layer_norm_eps, **factory)
            custom_decoder = TransformerDecoder(layer, num_decoder_layers, norm)
        self.decoder = custom_decoder
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first

    def _reset_parameters(self):
        """Only values change."""

    @staticmethod
    def generate_square_subsequent_mask(sz, device=None, dtype=None):
        return empty(sz, sz, device=device, dtype=dtype)

    def forward(
        self,
        src,
        tgt,
        src_mask=None,
        tgt_mask=None,
        memory_mask=None,
        src_key_padding_mask=None,
        tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
        src_is_causal=None,
        tgt_is_causal=None,
        memory_is_causal=False,
    ):
        return self.decoder(tgt, self.encoder(src))


class AdaptiveLogSoftmaxWithLoss(Module):
    """Softmax over a short list of frequent classes and clusters of rare ones, each narrower than the last."""

    def __init__(
        self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None
    ):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = [*cutoffs, n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias, **factory)
        self.tail = ModuleList()
        for cluster in range(self.n_clusters):
            hidden = int(in_features // div_value ** (cluster + 1))
            classes = self.cutoffs[cluster + 1] - self.cutoffs[cluster]
            inner = Linear(in_features, hidden, bias=False, **factory)
            self.tail.append(Sequential(inner, Linear(hidden, classes, bias=False, **factory)))


class LinearCrossEntropyLoss(_WeightedLoss):
    """A linear layer and the cross entropy of its output in one."""

    def __init__(
        self,
        in_features,
        num_classes,
        *,
        out_features=(),
        bias=False,
        device=None,
        dtype=None,
        reduction="mean",
        weight=None,
        ignore_index=None,
        label_smoothing=0.0,
        options=None,
    ):
        super().__init__(weight=weight, reduction=reduction)
        self.num_classes = num_classes
        self.out_features = out_features
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing
        self.linear = Linear(
            in_features, num_classes * prod(out_features), bias=bias, device=device, dtype=dtype
        )
        self.options = options


class CosineSimilarity(Module):
    """Cosine of the angle between vectors along an axis."""

    def __init__(self, dim=1, eps=1e-08):
        super().__init__()
        self.dim = dim
        self.eps = eps

    def forward(self, x1, x2):
        return cosine_similarity(x1, x2, self.dim)


class PairwiseDistance(Module):
    """Distance between vectors along the last axis."""

    def __init__(self, p=2.0, eps=1e-06, keepdim=False):
        super().__init__()
        self.norm = p
        self.eps = eps
        self.keepdim = keepdim

    def forward(self, x1, x2):
        return pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


class TripletMarginWithDistanceLoss(_Loss):
    """Triplet loss; a distance that is a module becomes a child."""

    def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
        super().__init__(reduction=reduction)
        self.distance_function = PairwiseDistance() if distance_function is None else distance_function
        self.margin = margin
        self.swap = swap


class DataParallel(Module):
    """A module spread over devices; its parameters stay its own."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        self.module = module
        self.dim = dim

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)


class DistributedDataParallel(Module):
    """A module trained by several processes; reached as torch.nn.parallel.DistributedDataParallel."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0, **options):
        super().__init__()
        self.module = module
        self.dim = dim

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)
