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

    uv run models/export_onnx.py SOURCE TARGET [--fp16 | --store-fp16] [--for cpu|cuda]

SOURCE is a diffusers folder or a single-file checkpoint (.safetensors, SD 1.x). TARGET becomes a folder in the layout of
optimum: model_index.json, tokenizer/, scheduler/, text_encoder/, unet/, vae_encoder/, vae_decoder/ and, where the source
has one, safety_checker/ with feature_extractor/. Inputs and outputs stand in `export/parts.py`.

The UNet takes pictures in multiples of 8 pixels and a float32 timestep of its own for every row. That the ordinary
exports can't do, so the folder says it: `model_index.json` carries `"_dragon_wings": {"size_multiple": 8, "precision":
"fp32" | "fp16" | "stored-fp16", "for": "cpu" | "cuda"}`, and the same stands in each graph's metadata_props
(`dragon_wings.size_multiple` …). diffusers ignores keys that begin with an underscore.

Precision: float32 by default. `--fp16`: float16 inside, float32 inputs and outputs (for GPUs). `--store-fp16`: weights
rounded to float16 and stored so, computed in float32: half the disk, the speed and the exactness of float32.

At the end every file is run in onnxruntime beside torch, with other batches and sizes than the traced ones.
Exit status: 0; 1 when an output is off (the numbers are printed, TARGET is left for inspection); 2 for a usage error.
"""

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

# Their progress bars and advice would drown the few lines that matter; errors still come through.
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("DIFFUSERS_VERBOSITY", "error")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ["HF_HUB_OFFLINE"] = "1"


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
    parser.add_argument("--for", dest="device", choices=["cpu", "cuda"], default="cpu", help="what the graph is optimised for (default: cpu)")
    parser.add_argument("--config", type=Path, help="diffusers folder whose configurations describe a single file (default: SD 1.5's)")
    parser.add_argument("--tokenizer", type=Path, help="folder with vocab.json and merges.txt, where the source brings none")
    parser.add_argument("--overwrite", action="store_true", help="empty the target first")
    return parser.parse_args()


def prepare_target(target: Path, overwrite: bool) -> None:
    from export.error import ExportError

    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        if not overwrite:
            raise ExportError(f"{target} is not an empty folder: name another one, or allow --overwrite")
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    target.mkdir(parents=True, exist_ok=True)


def export(args: argparse.Namespace) -> bool:
    """Makes the folder; True when every part agrees with torch."""
    import onnx

    from export import cuda, folder, parts, proof, source, trace, weights
    from export.attention import FusedAttention

    read = source.read(args.source, args.config, args.tokenizer)
    prepare_target(args.target, args.overwrite)
    precision = "fp16" if args.fp16 else "stored-fp16" if args.store_fp16 else "fp32"
    facts = {"size_multiple": 8, "precision": precision, "for": args.device}
    folder.write(args.target, read, facts)

    todo = [
        (parts.text_encoder, read.text_encoder),
        (parts.vae_encoder, read.vae),
        (parts.vae_decoder, read.vae),
        (parts.unet, read.unet),
    ]
    if read.safety_checker is not None:
        todo.append((parts.safety_checker, read.safety_checker))
    if args.store_fp16:
        for model in (read.text_encoder, read.vae, read.unet, read.safety_checker):
            if model is not None:
                weights.round_to_fp16(model)
    # References come first, from diffusers' own attention in float32; the fused node is in place only for the traces.
    described = [make(model) for make, model in todo]
    references = [proof.references(part) for part in described]
    for model in (read.unet, read.vae):
        model.set_attn_processor(FusedAttention())

    bound = proof.BOUND_FP16 if args.fp16 else proof.BOUND_FP32
    good = True
    for part, expected in zip(described, references, strict=True):
        started = time.monotonic()
        if args.fp16:
            part.module.half()
        model = trace.trace(part, fused=part.name not in {"text_encoder", "safety_checker"})
        part.module.float()
        if args.store_fp16:
            weights.store_as_fp16(model)
        onnx.helper.set_model_props(model, {f"dragon_wings.{key}": str(value) for key, value in facts.items()})
        path = args.target / part.name / "model.onnx"
        weights.save(model, path)
        del model
        worst = proof.worst_difference(part, path, expected)
        off = [name for name, difference in worst.items() if not difference <= bound]
        good = good and not off
        if args.device == "cuda":
            cuda.fuse(part.name, path)
        size = sum(file.stat().st_size for file in path.parent.iterdir()) / 1e6
        largest = max(worst, key=lambda name: worst[name])
        print(
            f"{part.name}: {size:.1f} MB in {time.monotonic() - started:.0f} s, differs from torch by {worst[largest]:.1e} of the"
            f" standard deviation ({largest}; allowed {bound:.0e}){': OFF' if off else ''}",
            flush=True,
        )
    return good


def main() -> int:
    args = arguments()
    from export.error import ExportError

    try:
        good = export(args)
    except ExportError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if not good:
        print(f"error: {args.target} does not compute what torch computes; do not use it", file=sys.stderr)
        return 1
    print(json.dumps({"model": str(args.target)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
