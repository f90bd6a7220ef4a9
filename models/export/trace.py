"""From a torch module to an ONNX graph."""

import tempfile
import warnings
from pathlib import Path

import onnx
import torch

from export.attention import DOMAIN
from export.parts import Part

# LayerNormalization is one operator from 17 on; nothing in these graphs needs a later one.
OPSET = 17
# Latent pixels of the trace: odd, so that diffusers takes the branch that hands the sizes of the skip connections to the
# upsamplers (`forward_upsample_size`); with sizes that divide evenly the trace would hold a fixed factor of two, and the
# graph would take multiples of 64 pixels only.
TRACED_LATENT_SIZE = (17, 25)
# The parts whose attention is attention.py's; the others have transformers' own.
FUSED = {"unet", "vae_encoder", "vae_decoder"}


def trace(part: Part) -> onnx.ModelProto:
    """Traces `part.module` at batch 2 and an odd size; the graph takes any batch and size."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # Shapes that the trace takes as constants are the fixed ones (channels, heads); the proof runs other sizes.
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        torch.onnx.export(
            part.module,
            part.example(2, *TRACED_LATENT_SIZE),
            str(path),
            input_names=part.inputs,
            output_names=part.outputs,
            dynamic_axes=part.dynamic,
            opset_version=OPSET,
            # torch warns where a domain is declared and not used.
            custom_opsets={DOMAIN: 1} if part.name in FUSED else {},
            do_constant_folding=True,
            dynamo=False,
        )
        return onnx.load(path)
