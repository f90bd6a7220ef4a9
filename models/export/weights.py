"""Weights on disk: stored as float16 where that loses nothing, and beside the graph where protobuf can't hold them."""

import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

# A protobuf message ends at 2 GiB. Long before that, weights inside one are held twice: onnxruntime parses the message and
# copies them, where a file beside it is mapped.
EXTERNAL_FROM_BYTES = 50_000_000
# Smaller tensors stay float32: a Cast node costs about as many bytes as halving them saves.
SMALLEST_HALVED = 64


def round_to_fp16(module: nn.Module) -> None:
    """Rounds every float parameter and buffer to what float16 holds, so that torch computes with the stored values."""
    for tensor in [*module.parameters(), *module.buffers()]:
        if tensor.is_floating_point():
            tensor.data = tensor.data.half().to(tensor.dtype)


def store_as_fp16(model: onnx.ModelProto) -> int:
    """Turns each float32 initializer whose values float16 holds exactly into a float16 one with a Cast behind it.

    onnxruntime folds the Casts while loading, so that the arithmetic is that of the float32 graph. A table that only a
    Gather reads is cast behind the Gather: its few rows instead of the whole table, which stays half as large in memory too.
    Returns how many were stored so.
    """
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    halved, casts = 0, []
    for initializer in model.graph.initializer:
        if initializer.data_type != TensorProto.FLOAT or np.prod(initializer.dims) < SMALLEST_HALVED:
            continue
        values = numpy_helper.to_array(initializer)
        with np.errstate(over="ignore"):
            half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(half, name))
        halved += 1
        users = readers.get(name, [])
        if users and all(node.op_type == "Gather" and node.input[0] == name for node in users):
            for node in users:
                rows = f"{node.output[0]}_fp16"
                casts.append((node, helper.make_node("Cast", [rows], [node.output[0]], to=TensorProto.FLOAT)))
                node.output[0] = rows
        else:
            initializer.name = f"{name}_fp16"
            casts.append((None, helper.make_node("Cast", [initializer.name], [name], to=TensorProto.FLOAT)))
    nodes = list(model.graph.node)
    behind = {id(node): cast for node, cast in casts if node is not None}
    ordered = [cast for node, cast in casts if node is None]
    for node in nodes:
        ordered.append(node)
        if id(node) in behind:
            ordered.append(behind[id(node)])
    del model.graph.node[:]
    model.graph.node.extend(ordered)
    return halved


def save(model: onnx.ModelProto, path: Path, props: dict[str, str]) -> None:
    """Writes `model.onnx`, and `model.onnx_data` beside it for what is too large for one protobuf message.

    `props` become the graph's metadata_props. The tensors stay in `model`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    helper.set_model_props(model, props)
    weights = sum(len(tensor.raw_data) for tensor in model.graph.initializer)
    if weights < EXTERNAL_FROM_BYTES:
        onnx.save_model(model, path)
        return
    onnx.save_model(
        model,
        path,
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=f"{path.name}_data",
        # Constants that shape arithmetic reads belong into the graph: onnxruntime looks at them before it loads data.
        size_threshold=1024,
        convert_attribute=False,
    )
    # onnx makes that file readable for its owner only; a worker often runs as somebody else.
    shutil.copymode(path, path.with_name(f"{path.name}_data"))
    onnx.load_external_data_for_model(model, str(path.parent))
