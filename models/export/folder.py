"""What stands around the graphs in a model folder."""

import json
import shutil
from pathlib import Path

import diffusers

from export.source import Source


def write(target: Path, source: Source, facts: dict) -> None:
    """model_index.json (with `facts` as `_dragon_wings`), the copied folders and each part's config.json."""
    for name, origin in source.folders.items():
        shutil.copytree(origin, target / name, ignore=shutil.ignore_patterns(".*"))
    _write_vocabulary(target / "tokenizer")
    (target / "scheduler" / "scheduler_config.json").write_text(json.dumps(source.scheduler, indent=2) + "\n")
    configs = {
        "text_encoder": json.loads(source.text_encoder.config.to_json_string(use_diff=False)),
        "unet": json.loads(source.unet.to_json_string()),
        "vae_encoder": json.loads(source.vae.to_json_string()),
        "vae_decoder": json.loads(source.vae.to_json_string()),
    }
    if source.tiny_vae is not None:
        configs["vae_decoder_tiny"] = json.loads(source.tiny_vae.to_json_string())
    if source.safety_checker is not None:
        configs["safety_checker"] = json.loads(source.safety_checker.config.to_json_string(use_diff=False))
    for name, config in configs.items():
        (target / name).mkdir(exist_ok=True)
        # Where the weights were loaded from says nothing about the model.
        config.pop("_name_or_path", None)
        (target / name / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    checker = source.safety_checker is not None
    model = ["diffusers", "OnnxRuntimeModel"]
    index = {
        "_class_name": "OnnxStableDiffusionPipeline",
        "_diffusers_version": diffusers.__version__,
        "_dragon_wings": facts,
        "feature_extractor": ["transformers", "CLIPImageProcessor"]
        if "feature_extractor" in source.folders
        else [None, None],
        "requires_safety_checker": checker,
        "safety_checker": model if checker else [None, None],
        "scheduler": ["diffusers", source.scheduler.get("_class_name", "PNDMScheduler")],
        "text_encoder": model,
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": model,
        "vae_decoder": model,
        "vae_encoder": model,
    }
    (target / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")


def _write_vocabulary(tokenizer: Path) -> None:
    """vocab.json and merges.txt, where the source has them inside tokenizer.json only (transformers 5 saves it so)."""
    if (tokenizer / "vocab.json").exists() and (tokenizer / "merges.txt").exists():
        return
    model = json.loads((tokenizer / "tokenizer.json").read_text())["model"]
    (tokenizer / "vocab.json").write_text(json.dumps(model["vocab"], ensure_ascii=False, separators=(",", ":")))
    merges = (merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"])
    (tokenizer / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")
    # The same words a second time, and twice as large.
    (tokenizer / "tokenizer.json").unlink()
