"""Stable Diffusion 1.5 with random weights, by torch alone: what our engine is measured and compared with on a machine that has nothing else.

    python sd15.py make WORK [--small]              WORK/sd15.safetensors, and one UNet run's inputs and torch's answers
    python sd15.py measure WORK --device cuda|cpu   steps a second of torch, eager and compiled, as JSON lines

Modules have the names of the original layout (CompVis), so that a checkpoint's keys are theirs. A step is a UNet run with guidance:
two rows a picture.
"""

import argparse
import json
import math
import struct
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

# Widths of the four levels, of the time embedding and of the text.
REAL = {"width": 320, "context": 768, "vae": 128, "side": 64}
SMALL = {"width": 32, "context": 64, "vae": 32, "side": 8}
LEVELS = (1, 2, 4, 4)
HEADS = 8
TOKENS = 77
VOCABULARY = 49408
TEXT_LAYERS = 12


class ResBlock(nn.Module):
    def __init__(self, inside: int, out: int, embedding: int):
        super().__init__()
        self.in_layers = nn.Sequential(nn.GroupNorm(32, inside), nn.SiLU(), nn.Conv2d(inside, out, 3, padding=1))
        self.emb_layers = nn.Sequential(nn.SiLU(), nn.Linear(embedding, out))
        self.out_layers = nn.Sequential(
            nn.GroupNorm(32, out), nn.SiLU(), nn.Identity(), nn.Conv2d(out, out, 3, padding=1)
        )
        self.skip_connection = nn.Identity() if inside == out else nn.Conv2d(inside, out, 1)

    def forward(self, x, embedding, _context):
        hidden = self.in_layers(x) + self.emb_layers(embedding)[:, :, None, None]
        return self.skip_connection(x) + self.out_layers(hidden)


class Attention(nn.Module):
    def __init__(self, width: int, context: int):
        super().__init__()
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context, width, bias=False)
        self.to_v = nn.Linear(context, width, bias=False)
        self.to_out = nn.Sequential(nn.Linear(width, width), nn.Identity())

    def forward(self, x, context):
        q, k, v = (t.unflatten(2, (HEADS, -1)).transpose(1, 2) for t in (self.to_q(x), self.to_k(context), self.to_v(context)))
        return self.to_out(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2))


class GatedGelu(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.proj = nn.Linear(width, 8 * width)

    def forward(self, x):
        value, gate = self.proj(x).chunk(2, dim=-1)
        return value * F.gelu(gate)


class Block(nn.Module):
    def __init__(self, width: int, context: int):
        super().__init__()
        self.attn1, self.attn2 = Attention(width, width), Attention(width, context)
        self.ff = nn.ModuleDict({"net": nn.Sequential(GatedGelu(width), nn.Identity(), nn.Linear(4 * width, width))})
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x, context):
        one = self.norm1(x)
        x = self.attn1(one, one) + x
        x = self.attn2(self.norm2(x), context) + x
        return self.ff["net"](self.norm3(x)) + x


class Transformer(nn.Module):
    def __init__(self, width: int, context: int):
        super().__init__()
        self.norm = nn.GroupNorm(32, width, eps=1e-6)
        self.proj_in, self.proj_out = nn.Conv2d(width, width, 1), nn.Conv2d(width, width, 1)
        self.transformer_blocks = nn.ModuleList([Block(width, context)])

    def forward(self, x, _embedding, context):
        rows = self.proj_in(self.norm(x))
        height, width = rows.shape[2:]
        rows = rows.flatten(2).transpose(1, 2)
        for block in self.transformer_blocks:
            rows = block(rows, context)
        return self.proj_out(rows.transpose(1, 2).unflatten(2, (height, width))) + x


class Downsample(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.op = nn.Conv2d(width, width, 3, stride=2, padding=1)

    def forward(self, x, _embedding, _context):
        return self.op(x)


class Upsample(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x, _embedding, _context):
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))


class First(nn.Conv2d):
    def forward(self, x, _embedding, _context):
        return super().forward(x)


class UNet(nn.Module):
    def __init__(self, size: dict):
        super().__init__()
        base, context = size["width"], size["context"]
        embedding = 4 * base
        self.half = base // 2
        self.time_embed = nn.Sequential(nn.Linear(base, embedding), nn.SiLU(), nn.Linear(embedding, embedding))
        down, widths, width = [[First(4, base, 3, padding=1)]], [base], base
        for level, times in enumerate(LEVELS):
            for _ in range(2):
                layers = [ResBlock(width, base * times, embedding)]
                width = base * times
                layers += [Transformer(width, context)] if level < 3 else []
                down.append(layers)
                widths.append(width)
            if level < 3:
                down.append([Downsample(width)])
                widths.append(width)
        self.input_blocks = nn.ModuleList([nn.ModuleList(layers) for layers in down])
        middle = [ResBlock(width, width, embedding), Transformer(width, context), ResBlock(width, width, embedding)]
        self.middle_block = nn.ModuleList(middle)
        up = []
        for level, times in reversed(list(enumerate(LEVELS))):
            for j in range(3):
                layers = [ResBlock(width + widths.pop(), base * times, embedding)]
                width = base * times
                layers += [Transformer(width, context)] if level < 3 else []
                layers += [Upsample(width)] if level > 0 and j == 2 else []
                up.append(layers)
        self.output_blocks = nn.ModuleList([nn.ModuleList(layers) for layers in up])
        self.out = nn.Sequential(nn.GroupNorm(32, width), nn.SiLU(), nn.Conv2d(width, 4, 3, padding=1))

    def forward(self, sample, timestep, context):
        steps = torch.arange(self.half, device=sample.device, dtype=torch.float32)
        angles = timestep[:, None].float() * torch.exp(-math.log(10_000) * steps / self.half)
        embedding = self.time_embed(torch.cat([angles.cos(), angles.sin()], dim=1).to(sample.dtype))
        x, skips = sample, []
        for layers in self.input_blocks:
            for layer in layers:
                x = layer(x, embedding, context)
            skips.append(x)
        for layer in self.middle_block:
            x = layer(x, embedding, context)
        for layers in self.output_blocks:
            x = torch.cat([x, skips.pop()], dim=1)
            for layer in layers:
                x = layer(x, embedding, context)
        return self.out(x)


def vae_shapes(width: int) -> dict[str, list[int]]:
    """Keys and shapes of SD 1.x's VAE."""
    shapes: dict[str, list[int]] = {}

    def conv(key: str, out: int, inside: int, side: int = 3) -> None:
        shapes.update({f"{key}.weight": [out, inside, side, side], f"{key}.bias": [out]})

    def norm(key: str, channels: int) -> None:
        shapes.update({f"{key}.weight": [channels], f"{key}.bias": [channels]})

    def resnet(key: str, inside: int, out: int) -> None:
        norm(f"{key}.norm1", inside)
        conv(f"{key}.conv1", out, inside)
        norm(f"{key}.norm2", out)
        conv(f"{key}.conv2", out, out)
        if inside != out:
            conv(f"{key}.nin_shortcut", out, inside, 1)

    def middle(key: str, channels: int) -> None:
        resnet(f"{key}.mid.block_1", channels, channels)
        norm(f"{key}.mid.attn_1.norm", channels)
        for name in ("q", "k", "v", "proj_out"):
            conv(f"{key}.mid.attn_1.{name}", channels, channels, 1)
        resnet(f"{key}.mid.block_2", channels, channels)

    last = width * LEVELS[-1]
    conv("encoder.conv_in", width, 3)
    before = width
    for level, times in enumerate(LEVELS):
        for j in range(2):
            resnet(f"encoder.down.{level}.block.{j}", before, width * times)
            before = width * times
        if level < 3:
            conv(f"encoder.down.{level}.downsample.conv", before, before)
    middle("encoder", last)
    norm("encoder.norm_out", last)
    conv("encoder.conv_out", 8, last)
    conv("quant_conv", 8, 8, 1)
    conv("post_quant_conv", 4, 4, 1)
    conv("decoder.conv_in", last, 4)
    middle("decoder", last)
    for level, times in reversed(list(enumerate(LEVELS))):
        for j in range(3):
            resnet(f"decoder.up.{level}.block.{j}", before, width * times)
            before = width * times
        if level > 0:
            conv(f"decoder.up.{level}.upsample.conv", before, before)
    norm("decoder.norm_out", before)
    conv("decoder.conv_out", 3, before)
    return shapes


def text_shapes(width: int) -> dict[str, list[int]]:
    """Keys and shapes of CLIP's text encoder."""
    shapes = {"embeddings.token_embedding.weight": [VOCABULARY, width], "embeddings.position_embedding.weight": [TOKENS, width]}
    for layer in range(TEXT_LAYERS):
        key = f"encoder.layers.{layer}"
        linears = {f"self_attn.{name}_proj": (width, width) for name in ("q", "k", "v", "out")}
        linears |= {"mlp.fc1": (4 * width, width), "mlp.fc2": (width, 4 * width)}
        for name, (out, inside) in linears.items():
            shapes |= {f"{key}.{name}.weight": [out, inside], f"{key}.{name}.bias": [out]}
        for name in ("layer_norm1", "layer_norm2"):
            shapes |= {f"{key}.{name}.weight": [width], f"{key}.{name}.bias": [width]}
    return {**shapes, "final_layer_norm.weight": [width], "final_layer_norm.bias": [width]}


def random_weight(key: str, shape: list[int], device: str) -> torch.Tensor:
    """Values of a size that no layer makes much larger or smaller: float16 must hold what comes out after 100 of them."""
    if key.endswith("bias"):
        return torch.zeros(shape)
    if len(shape) == 1:
        return torch.ones(shape)
    return torch.randn(shape, device=device) / math.sqrt(math.prod(shape[1:]))


def save(path: Path, shapes: dict[str, list[int]], device: str) -> None:
    """A .safetensors file in float16 (github.com/huggingface/safetensors#format), whose library need not be there."""
    header, end = {}, 0
    for key, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[key] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for key, shape in shapes.items():
            file.write(random_weight(key, shape, device).half().cpu().numpy().tobytes())


def load(path: Path, prefix: str, device: str, dtype: torch.dtype) -> dict[str, torch.Tensor]:
    data = torch.from_file(str(path), shared=False, size=path.stat().st_size, dtype=torch.uint8)
    length = struct.unpack("<Q", bytes(data[:8].tolist()))[0]
    weights = {}
    for key, entry in json.loads(bytes(data[8 : 8 + length].tolist())).items():
        if key.startswith(prefix):
            start, end = (8 + length + at for at in entry["data_offsets"])
            half = data[start:end].clone().view(torch.float16).view(entry["shape"])
            weights[key.removeprefix(prefix)] = half.to(device, dtype)
    return weights


def unet(work: Path, device: str, dtype: torch.dtype) -> tuple[UNet, dict]:
    size = json.loads((work / "size.json").read_text())
    with torch.device("meta"):
        model = UNet(size)
    model.load_state_dict(load(work / "sd15.safetensors", "model.diffusion_model.", device, dtype), assign=True)
    return model.eval().requires_grad_(False), size


def inputs(size: dict, pictures: int, device: str, dtype: torch.dtype) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(pictures)
    rows = 2 * pictures
    sample = torch.randn(rows, 4, size["side"], size["side"], generator=generator)
    context = torch.randn(rows, TOKENS, size["context"], generator=generator)
    return sample.to(device, dtype), torch.linspace(900, 20, rows).to(device), context.to(device, dtype)


def make(work: Path, small: bool, device: str) -> None:
    work.mkdir(parents=True, exist_ok=True)
    size = SMALL if small else REAL
    (work / "size.json").write_text(json.dumps(size))
    with torch.device("meta"):
        of_unet = {key: list(tensor.shape) for key, tensor in UNet(size).state_dict().items()}
    parts = {
        "model.diffusion_model.": of_unet,
        "first_stage_model.": vae_shapes(size["vae"]),
        "cond_stage_model.transformer.text_model.": text_shapes(size["context"]),
    }
    torch.manual_seed(1)
    keys = {prefix + key: shape for prefix, shapes in parts.items() for key, shape in shapes.items()}
    save(work / "sd15.safetensors", keys, device)
    # Not TensorFloat-32, whose 10 bits are those of float16.
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    given = inputs(size, 1, device, torch.float32)
    answers = {}
    for name, dtype in {"float32": torch.float32, "float16": torch.float16}.items():
        model, _ = unet(work, device, dtype)
        sample, timestep, context = given
        with torch.no_grad():
            answers[name] = model(sample.to(dtype), timestep, context.to(dtype)).float()
        del model
    for name, tensor in {"sample": given[0], "timestep": given[1], "encoder_hidden_states": given[2], **answers}.items():
        (work / f"{name}.f32").write_bytes(tensor.float().cpu().contiguous().numpy().tobytes())
    off = ((answers["float16"] - answers["float32"]).abs().max() / answers["float32"].std()).item()
    print(json.dumps({"what": "parity", "name": "torch, float16", "off": off}), flush=True)


def measure(work: Path, device: str, batches: list[int], seconds: float, compiled: bool) -> None:
    dtype = torch.float16 if device == "cuda" else torch.float32
    model, size = unet(work, device, dtype)
    name = f"torch, {'float16' if device == 'cuda' else 'float32'}, {'compiled' if compiled else 'eager'}"
    if device == "cuda":
        model.to(memory_format=torch.channels_last)
    run = torch.compile(model) if compiled else model
    wait = torch.cuda.synchronize if device == "cuda" else lambda: None
    for pictures in batches:
        given = inputs(size, pictures, device, dtype)
        with torch.no_grad():
            for _ in range(2):
                run(*given)
            wait()
            started, steps = time.perf_counter(), 0
            while steps < 2 or time.perf_counter() - started < seconds:
                run(*given)
                wait()
                steps += 1
        rate = pictures * steps / (time.perf_counter() - started)
        print(json.dumps({"what": "speed", "name": name, "pictures": pictures, "stepsPerSecond": rate}), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["make", "measure"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--small", action="store_true", help="a tiny model, for a dry run")
    parser.add_argument("--batches", default="1,4,8,16")
    parser.add_argument("--seconds", type=float, default=3, help="for each batch")
    parser.add_argument("--compiled", action="store_true")
    args = parser.parse_args()
    if args.task == "make":
        make(args.work, args.small, args.device)
    else:
        measure(args.work, args.device, [int(n) for n in args.batches.split(",")], args.seconds, args.compiled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
