"""The exported files against torch, at sizes and batches other than the traced ones."""

from pathlib import Path

import onnxruntime
import torch

from export.parts import Part

# Largest difference, relative to the standard deviation of torch's output. Measured: 1e-6 (text encoder, UNet) to 9e-5
# (decoder) in float32; float16 has 11 bits, and some of its error adds up over a network's depth.
BOUND_FP32 = 5e-4
BOUND_FP16 = 5e-2
# batch, latent height, latent width: alone, an odd size (136x200 pixels), and a mixed batch of a size that divides evenly.
SHAPES = [(1, 8, 8), (2, 25, 17), (3, 8, 16)]


# Inputs and torch's outputs, for each shape.
References = list[tuple[tuple[torch.Tensor, ...], list[torch.Tensor]]]
CPU = ["CPUExecutionProvider"]
CUDA = ["CUDAExecutionProvider", "CPUExecutionProvider"]


def session(path: Path, providers: list[str]) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=providers)


@torch.no_grad()
def references(part: Part) -> References:
    """Inputs and torch's outputs for each shape. `part.module` computes in float32 here."""
    generator_state = torch.get_rng_state()
    torch.manual_seed(0)
    pairs = []
    for shape in SHAPES:
        inputs = part.example(*shape)
        outputs = part.module(*inputs)
        pairs.append((inputs, list(outputs) if isinstance(outputs, tuple) else [outputs]))
    torch.set_rng_state(generator_state)
    return pairs


def worst_difference(part: Part, path: Path, pairs: References, providers: list[str]) -> dict[str, float]:
    """For each output the largest |onnx - torch| / std(torch) over all shapes (bool outputs: the share that differs)."""
    opened = session(path, providers)
    worst = dict.fromkeys(part.outputs, 0.0)
    for inputs, expected in pairs:
        feeds = {name: tensor.numpy() for name, tensor in zip(part.inputs, inputs, strict=True)}
        for name, array, reference in zip(part.outputs, opened.run(part.outputs, feeds), expected, strict=True):
            got = torch.from_numpy(array)
            if got.shape != reference.shape:
                return {**worst, name: float("inf")}
            if reference.dtype == torch.bool:
                off = (got != reference).float().mean().item()
            else:
                off = ((got - reference).abs().max() / reference.std()).item()
            # A NaN is off too, and no comparison with it would say so.
            worst[name] = max(worst[name], off if off == off else float("inf"))
    return worst
