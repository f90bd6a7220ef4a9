"""onnxruntime's fusions for CUDA: GroupNorm in NHWC, SkipGroupNorm, NhwcConv, BiasSplitGelu, BiasAdd.

Their kernels are in the CUDA provider only: a graph with them does not load on a CPU.
"""

from pathlib import Path

import onnx
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from export import weights

MODEL_TYPES = {"unet": "unet", "vae_encoder": "vae", "vae_decoder": "vae", "text_encoder": "clip"}


def fuse(name: str, path: Path) -> dict[str, int]:
    """Rewrites the file with the fused graph; returns how many nodes of each fused kind it has."""
    kind = MODEL_TYPES.get(name)
    if kind is None:
        return {}
    options = FusionOptions(kind)
    # The attention is one node already (attention.py).
    options.enable_attention = False
    optimised = optimize_model(str(path), model_type=kind, opt_level=0, optimization_options=options, use_gpu=True)
    for file in path.parent.glob("model.onnx*"):
        file.unlink()
    weights.save(optimised.model, path)
    counts: dict[str, int] = {}
    for node in optimised.model.graph.node:
        if node.domain == "com.microsoft":
            counts[node.op_type] = counts.get(node.op_type, 0) + 1
    return counts
