"""Attention cores as one node each.

torch's exporter writes scaled dot-product attention as MatMul, Softmax and MatMul, and onnxruntime then holds the whole
score matrix: 2 x 8 x 4096 x 4096 floats (1 GiB) a block at 512x512. com.microsoft MultiHeadAttention computes the same in
tiles. Its inputs are the projected query, key and value as [batch, sequence, heads * head_size], which is what diffusers
has in its hands anyway, so the node is written while tracing and no pattern has to be found in the graph afterwards.
Operator: onnxruntime, docs/ContribOperators.md, com.microsoft.MultiHeadAttention.
"""

import torch
import torch.nn.functional as F
from diffusers.models.attention_processor import Attention

from export.error import ExportError

DOMAIN = "com.microsoft"


class _MultiHeadAttention(torch.autograd.Function):
    """softmax(q k^T / sqrt(head_size)) v over `heads`; all three and the result [batch, sequence, heads * head_size]."""

    @staticmethod
    def forward(ctx, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int) -> torch.Tensor:
        def split(x: torch.Tensor) -> torch.Tensor:
            return x.view(x.shape[0], x.shape[1], heads, x.shape[2] // heads).transpose(1, 2)

        return F.scaled_dot_product_attention(split(query), split(key), split(value)).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, query, key, value, heads: int):
        return g.op(f"{DOMAIN}::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class FusedAttention:
    """diffusers' AttnProcessor2_0 (models/attention_processor.py) with its core as one MultiHeadAttention node."""

    def __call__(self, attn: Attention, hidden_states, encoder_hidden_states=None, attention_mask=None, temb=None):
        if (
            attention_mask is not None
            or attn.norm_q is not None
            or attn.norm_k is not None
            or attn.spatial_norm is not None
        ):
            raise ExportError("this model's attention has masks or norms that Stable Diffusion 1.x and 2.x do not have")
        residual = hidden_states
        is_picture = hidden_states.ndim == 4
        if is_picture:
            batch, channels, height, width = hidden_states.shape
            hidden_states = hidden_states.view(batch, channels, height * width).transpose(1, 2)
        if attn.group_norm is not None:
            hidden_states = attn.group_norm(hidden_states.transpose(1, 2)).transpose(1, 2)
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        if encoder_hidden_states is not None and attn.norm_cross:
            context = attn.norm_encoder_hidden_states(context)
        hidden_states = _MultiHeadAttention.apply(
            attn.to_q(hidden_states), attn.to_k(context), attn.to_v(context), attn.heads
        )
        hidden_states = attn.to_out[0](hidden_states)
        if is_picture:
            hidden_states = hidden_states.transpose(-1, -2).reshape(batch, channels, height, width)
        if attn.residual_connection:
            hidden_states = hidden_states + residual
        # Written only where it does something: the trace would hold a division by one for every block.
        return hidden_states if attn.rescale_output_factor == 1 else hidden_states / attn.rescale_output_factor
