"""Weights read back out of a shipped model folder, so that training can go on where the checkpoints are lost.

The exporter keeps parameters' names, but for linear layers' matrices and group norms' vectors, which it turns round and
numbers; there the node's name tells the module.
"""

from pathlib import Path

import onnx
import torch

import checkpoint
from text import new_text_encoder
from unet import new_unet
from vae_start import new_vae
from vocabulary import CLIP_SIZE, END

# What becomes of a linear layer's matrix and of a group norm's two vectors, and the way back.
TURNED = {"MatMul": ("weight", lambda t: t.T), "Mul": ("weight", torch.flatten), "Add": ("bias", torch.flatten)}


def weights(part: Path) -> dict[str, torch.Tensor]:
    """`part`/model.onnx → float32 tensors by torch parameter name."""
    graph = onnx.load(part / "model.onnx").graph
    arrays = {i.name.removesuffix("_fp16"): torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.initializer}
    found = {name.removeprefix("model."): array.float() for name, array in arrays.items() if not name.startswith("onnx::")}
    for node in graph.node:
        if node.op_type in TURNED and len(node.input) > 1 and node.input[1] in arrays:
            module = node.name.removeprefix("/").removeprefix("model/").rpartition("/")[0].replace("/", ".")
            name, restore = TURNED[node.op_type]
            found.setdefault(f"{module}.{name}", restore(arrays[node.input[1]].float()))
    return found


def start_from(model: torch.nn.Module, *parts: Path) -> list[str]:
    """Load what the parts hold into `model`; the names of its parameters that none of them held."""
    held = {name: tensor for part in parts for name, tensor in weights(part).items()}
    fitting = {name: held[name] for name, own in model.state_dict().items() if name in held and held[name].shape == own.shape}
    return model.load_state_dict(fitting, strict=False).missing_keys


def write_checkpoints(shipped: Path, folder: Path) -> None:
    """Fill an empty work folder from a model folder: the VAE's decoder and the UNet can learn on, the text encoder is done."""
    vae, text, unet = new_vae(), new_text_encoder(CLIP_SIZE, END), new_unet()
    missing = [
        *start_from(vae, shipped / "vae_encoder", shipped / "vae_decoder"),
        *start_from(text, shipped / "text_encoder"),
        *start_from(unet, shipped / "unet"),
    ]
    if missing:
        raise SystemExit(f"{shipped} lacks {missing}")
    vae.save_pretrained(folder / "vae")
    text.save_pretrained(folder / "text_encoder")
    for name, model in (("vae", vae), ("unet", unet)):
        state = model.state_dict()
        checkpoint.save(folder / f"{name}.pt", {"model": state, "average": state, "optimiser": None, "step": 0})
