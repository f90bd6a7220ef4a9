"""onnxruntime's fusions for CUDA: GroupNorm in NHWC, SkipGroupNorm, NhwcConv, BiasSplitGelu, BiasAdd.

Their kernels are in the CUDA provider only: a graph with them does not load on a CPU. So the numbers are proven before the
fusion; afterwards onnxruntime still checks the graph's types and shapes, and with a CUDA provider it is run as well.
"""

import contextlib
import io
import logging
from collections import Counter
from pathlib import Path

import onnx
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from export.error import ExportError

MODEL_TYPES = {"unet": "unet", "vae_encoder": "vae", "vae_decoder": "vae", "text_encoder": "clip"}


def fuse(name: str, model: onnx.ModelProto, fp16: bool, folder: Path) -> onnx.ModelProto:
    """The fused form of a float32 graph; with `fp16` float16 inside and float32 inputs and outputs.

    Fusion comes before the conversion to float16: its patterns look for float32 weights. `folder` takes temporary files.
    """
    kind = MODEL_TYPES.get(name)
    if kind is None:
        raise ExportError(f"onnxruntime has no fusions for the {name}")
    options = FusionOptions(kind)
    # The attention is one node already (attention.py).
    options.enable_attention = False
    plain = folder / "plain.onnx"
    onnx.save_model(model, plain, save_as_external_data=True, location="plain.onnx_data")
    logging.getLogger("onnxruntime.transformers").setLevel(logging.ERROR)
    # Its progress bar goes to stderr.
    with contextlib.redirect_stderr(io.StringIO()):
        optimised = optimize_model(str(plain), model_type=kind, opt_level=0, optimization_options=options, use_gpu=True)
    if fp16:
        # Sines of timestep * frequency lose their meaning in float16, whose steps are 0.5 at 946.
        blocked = [node.name for node in optimised.model.graph.node if "/time_proj/" in node.name]
        optimised.convert_float_to_float16(keep_io_types=True, node_block_list=blocked)
    optimised.topological_sort()
    return optimised.model


def fused_nodes(model: onnx.ModelProto) -> dict[str, int]:
    return dict(Counter(node.op_type for node in model.graph.node if node.domain == "com.microsoft"))


def is_available() -> bool:
    return "CUDAExecutionProvider" in onnxruntime.get_available_providers()


def check_graph(path: Path) -> None:
    """Types and shapes, without a GPU: the only complaint a CPU session may have is that it lacks a kernel."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except ort_errors.NotImplemented:
        return
    except Exception as error:
        raise ExportError(f"the graph fused for CUDA is not sound: {str(error).splitlines()[0]}") from error
