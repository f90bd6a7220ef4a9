# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "torch==2.15.*",
#   "diffusers==0.42.*",
#   "transformers==5.23.*",
#   "onnx==1.23.*",
#   "onnxruntime==1.32.*",
#   "safetensors",
#   "accelerate",
# ]
# ///
"""Turns a Stable Diffusion model into a model folder that Dragon Wings paints with.

    uv run models/export_onnx.py SOURCE TARGET [--fp16 | --store-fp16] [--for cpu|cuda|webgpu|dml|coreml] [--tiny-vae TAESD]

SOURCE is a diffusers folder or a single-file checkpoint (.safetensors, SD 1.x; one that predicts velocity or paints into pictures is
known by what is in it). TARGET becomes a folder in the layout of
optimum: model_index.json, tokenizer/, scheduler/, text_encoder/, unet/, vae_encoder/, vae_decoder/ and, where the source
has one, safety_checker/ with feature_extractor/. Inputs and outputs stand in `export/parts.py`.
`--tiny-vae` takes a diffusers folder of an AutoencoderTiny (such as madebyollin/taesd): its decoder becomes vae_decoder_tiny/, with which previews
and drafts are decoded.

The UNet takes pictures in multiples of 8 pixels and a float32 timestep of its own for every row. That the ordinary
exports can't do, so the folder says it: `model_index.json` carries `"_dragon_wings": {"size_multiple": 8, "precision":
"fp32" | "fp16" | "stored-fp16", "for": "cpu" | "cuda" | …}`, and the same stands in each graph's metadata_props
(`dragon_wings.size_multiple` …). diffusers ignores keys that begin with an underscore.

Precision: float32 by default. `--fp16`: float16 inside, float32 inputs and outputs (for GPUs). `--store-fp16`: weights
rounded to float16 and stored so, computed in float32: half the disk, the speed and the exactness of float32.

Device: `--for cuda` writes operators that only CUDA's provider has. The others get the common graph: onnxruntime
1.30's WebGPU provider has none of the fused group norms and convolutions of that (GroupNorm, SkipGroupNorm, NhwcConv don't open there), runs the
common graph's MultiHeadAttention itself, and makes Gelu, QuickGelu and layer norms of one node while it opens a graph.

At the end every file is run in onnxruntime beside torch, with other batches and sizes than the traced ones.
Exit status: 0; 1 when an output is off (the numbers are printed, TARGET is left for inspection); 2 for a usage error.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

# Their progress bars and advice would drown the few lines that matter; errors come as exceptions.
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "critical")
os.environ.setdefault("DIFFUSERS_VERBOSITY", "critical")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ.setdefault("TQDM_DISABLE", "1")
os.environ["HF_HUB_OFFLINE"] = "1"

from export import paths  # noqa: E402
from export.error import ExportError  # noqa: E402

if TYPE_CHECKING:
    from export.parts import Part
    from export.proof import References


DEVICES = ["cpu", "cuda", "webgpu", "dml", "coreml"]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="export_onnx.py",
        description="Turns a diffusers folder or a single-file checkpoint into a model folder of Dragon Wings.",
    )
    parser.add_argument("source", type=Path, help="diffusers folder or .safetensors checkpoint (SD 1.x)")
    parser.add_argument("target", type=Path, help="the model folder to make; must not exist or be empty")
    precision = parser.add_mutually_exclusive_group()
    precision.add_argument("--fp16", action="store_true", help="float16 inside, float32 inputs and outputs")
    precision.add_argument("--store-fp16", action="store_true", help="weights stored as float16, computed in float32")
    parser.add_argument(
        "--for", dest="device", choices=DEVICES, default="cpu", help="what the graph is for (default: cpu)"
    )
    parser.add_argument("--config", type=Path, help="diffusers folder that describes a single file (default: SD 1.5's)")
    parser.add_argument("--tokenizer", type=Path, help="folder of vocab.json and merges.txt, where the source has none")
    parser.add_argument("--tiny-vae", type=Path, help="diffusers folder of an AutoencoderTiny (TAESD) for previews and drafts")
    parser.add_argument("--overwrite", action="store_true", help="empty the target first")
    return parser.parse_args()


def export(args: argparse.Namespace) -> bool:
    """Makes the folder; True when every part agrees with torch."""
    # Before the imports: torch and diffusers take seconds.
    paths.check_source(args.source)
    if args.tiny_vae is not None:
        paths.check_tiny_vae(args.tiny_vae)
    paths.check_target(args.target, args.overwrite)
    if args.device != "cpu" and args.store_fp16:
        raise ExportError("--store-fp16 is for CPUs: a GPU computes in float16 with --fp16")

    from export import cuda, folder, parts, proof, source, weights
    from export.attention import FusedAttention

    read = source.read(args.source, args.config, args.tokenizer)
    if args.tiny_vae is not None:
        read.tiny_vae = source.read_tiny_vae(args.tiny_vae)
    paths.empty(args.target)
    precision = "fp16" if args.fp16 else "stored-fp16" if args.store_fp16 else "fp32"
    facts = {"size_multiple": 8, "precision": precision, "for": args.device}
    folder.write(args.target, read, facts)

    sources = [
        (parts.text_encoder, read.text_encoder),
        (parts.vae_encoder, read.vae),
        (parts.vae_decoder, read.vae),
        (parts.unet, read.unet),
    ]
    if read.tiny_vae is not None:
        sources.append((parts.vae_decoder_tiny, read.tiny_vae))
    if read.safety_checker is not None:
        sources.append((parts.safety_checker, read.safety_checker))
    if args.store_fp16:
        for model in (read.text_encoder, read.vae, read.unet, read.tiny_vae, read.safety_checker):
            if model is not None:
                weights.round_to_fp16(model)
    # References come first, from diffusers' own attention in float32; the fused node is in place only for the traces.
    described = [make(model) for make, model in sources]
    references = [proof.references(part) for part in described]
    for model in (read.unet, read.vae):
        model.set_attn_processor(FusedAttention())
    # torch's exporter multiplies float16 by a float32 scale where it writes out the fused attention of transformers.
    read.text_encoder.set_attn_implementation("eager")

    good = [export_part(part, expected, args, facts) for part, expected in zip(described, references, strict=True)]
    if args.device == "cuda" and not cuda.is_available():
        print("note: there is no CUDA here, so the numbers are those of the graphs before the fusion", file=sys.stderr)
    return all(good)


def export_part(part: "Part", expected: "References", args: argparse.Namespace, facts: dict) -> bool:
    """Writes one graph and prints how far it is from torch; True when that is within the bound."""
    from export import cuda, proof, trace, weights

    started = time.monotonic()
    path = args.target / part.name / "model.onnx"
    props = {f"dragon_wings.{key}": str(value) for key, value in facts.items()}
    if args.fp16:
        part.module.half()
    model = trace.trace(part)
    part.module.float()
    if args.store_fp16:
        weights.store_as_fp16(model)
    weights.save(model, path, props)
    worst = proof.worst_difference(part, path, expected, proof.CPU)
    if args.device == "cuda" and part.name in cuda.MODEL_TYPES:
        with tempfile.TemporaryDirectory(dir=args.target) as temporary:
            plain = trace.trace(part) if args.fp16 else model
            model = cuda.fuse(part.name, plain, args.fp16, Path(temporary))
        weights.save(model, path, props)
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(cuda.fused_nodes(model).items()))
        print(f"{part.name}: fused for CUDA: {counts or 'nothing'}")
        cuda.check_graph(path)
        if cuda.is_available():
            worst = proof.worst_difference(part, path, expected, proof.CUDA)
    bound = proof.BOUND_FP16 if args.fp16 else proof.BOUND_FP32
    name, difference = max(worst.items(), key=lambda item: item[1])
    size = sum(file.stat().st_size for file in path.parent.iterdir()) / 1e6
    print(
        f"{part.name}: {size:.1f} MB in {time.monotonic() - started:.0f} s, differs from torch by {difference:.1e}"
        f" of the standard deviation ({name}; allowed {bound:.0e}){'' if difference <= bound else ': OFF'}",
        flush=True,
    )
    return difference <= bound


def main() -> int:
    args = arguments()
    try:
        good = export(args)
    except ExportError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or args.target}: {error.strerror or error}", file=sys.stderr)
        return 1
    if not good:
        print(f"error: {args.target} does not compute what torch computes; do not use it", file=sys.stderr)
        return 1
    print(json.dumps({"model": str(args.target)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
