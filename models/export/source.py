"""Reads a diffusers folder or a single-file checkpoint into torch modules, in float32."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline, UNet2DConditionModel
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from safetensors import SafetensorError, safe_open
from transformers import CLIPTextModel

from export.error import ExportError

HERE = Path(__file__).parent
# Configurations of SD 1.5, for checkpoints that bring weights only.
SD15_CONFIGS = HERE / "sd15"
# Every SD 1.x has CLIP's vocabulary: any model folder of the project can lend its tokenizer.
TOKENIZERS = [
    HERE.parent / "dragon-mini" / "tokenizer",
    HERE.parent.parent / "test" / "fixtures" / "diffusers" / "model" / "tokenizer",
]
PIPELINES = {
    "StableDiffusionPipeline",
    "StableDiffusionImg2ImgPipeline",
    "StableDiffusionInpaintPipeline",
    "StableDiffusionInpaintPipelineLegacy",
    "LatentConsistencyModelPipeline",
    "LatentConsistencyModelImg2ImgPipeline",
}


@dataclass
class Source:
    """What is exported. `folders` are copied as they are: name in the model folder -> where it lies."""

    unet: UNet2DConditionModel
    vae: AutoencoderKL
    text_encoder: CLIPTextModel
    safety_checker: StableDiffusionSafetyChecker | None
    scheduler_class: str
    folders: dict[str, Path]


def read(path: Path, configs: Path | None, tokenizer: Path | None) -> Source:
    """`path` has passed paths.check_source. `configs`: a diffusers folder whose configurations describe a single file (default: SD 1.5's)."""
    if path.is_dir():
        if configs is not None:
            raise ExportError(
                "--config is for single-file checkpoints; a diffusers folder brings its own configurations"
            )
        return _read_folder(path, tokenizer)
    return _read_single_file(path, configs or SD15_CONFIGS, tokenizer)


def _read_json(path: Path) -> dict:
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        raise ExportError(f"{path} is missing: is this a diffusers folder?") from None
    except ValueError as error:
        raise ExportError(f"{path} is not JSON: {error}") from None


def _check_supported(unet: UNet2DConditionModel) -> None:
    config = unet.config
    if (
        config.addition_embed_type is not None
        or config.class_embed_type is not None
        or config.encoder_hid_dim is not None
    ):
        raise ExportError(
            "this UNet takes more than a timestep and one text encoding (SDXL and the like): SD 1.x and 2.x are supported"
        )


def _tokenizer(own: Path, given: Path | None) -> Path:
    candidates = [given] if given is not None else [own, *TOKENIZERS]
    for folder in candidates:
        if (folder / "vocab.json").exists() and (folder / "merges.txt").exists():
            return folder
        if (folder / "tokenizer.json").exists():
            return folder
    raise ExportError(
        f"no tokenizer (vocab.json and merges.txt, or tokenizer.json) in {candidates[0]}: name a folder that has one with --tokenizer"
    )


def _load(cls, folder: Path, name: str):
    """One component, from its default weights or, where there are only those, from its fp16 variant."""
    where = folder / name
    if not where.is_dir():
        raise ExportError(f"{folder} has no {name}/: is this a whole diffusers folder?")
    weights = [p.name for pattern in ("*.safetensors*", "*.bin*") for p in where.glob(pattern)]
    if not weights:
        raise ExportError(f"{where} has a configuration but no weights (.safetensors or .bin)")
    variant = "fp16" if all(".fp16." in file for file in weights) else None
    try:
        return cls.from_pretrained(where, variant=variant, torch_dtype=torch.float32, local_files_only=True).eval()
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise ExportError(f"{where} can't be loaded: {str(error).splitlines()[0]}") from error


def _read_folder(folder: Path, tokenizer: Path | None) -> Source:
    index = _read_json(folder / "model_index.json")
    kind = index.get("_class_name")
    if kind not in PIPELINES:
        raise ExportError(f"{folder} holds a {kind}: Stable Diffusion 1.x and 2.x can be exported")
    has_checker = (index.get("safety_checker") or [None])[0] is not None and (folder / "safety_checker").is_dir()
    source = Source(
        unet=_load(UNet2DConditionModel, folder, "unet"),
        vae=_load(AutoencoderKL, folder, "vae"),
        text_encoder=_load(CLIPTextModel, folder, "text_encoder"),
        safety_checker=_load(StableDiffusionSafetyChecker, folder, "safety_checker") if has_checker else None,
        scheduler_class=_read_json(folder / "scheduler" / "scheduler_config.json").get("_class_name", "PNDMScheduler"),
        folders={"tokenizer": _tokenizer(folder / "tokenizer", tokenizer), "scheduler": folder / "scheduler"},
    )
    if has_checker and (folder / "feature_extractor").is_dir():
        source.folders["feature_extractor"] = folder / "feature_extractor"
    _check_supported(source.unet)
    return source


def _check_keys(path: Path) -> None:
    try:
        with safe_open(path, framework="pt") as file:
            keys = set(file.keys())
    except (SafetensorError, OSError) as error:
        raise ExportError(f"{path} is not a whole .safetensors file: {error}") from None
    if any(key.startswith(("lora_", "lora.")) or ".lora_" in key for key in keys):
        raise ExportError(f"{path.name} is a LoRA, not a checkpoint: it has to be merged into one first")
    if any(key.startswith("conditioner.") for key in keys):
        raise ExportError(f"{path.name} is an SDXL checkpoint: Stable Diffusion 1.x can be exported from a single file")
    if any(key.startswith("cond_stage_model.model.") for key in keys):
        raise ExportError(
            f"{path.name} is an SD 2.x checkpoint, which does not say how it predicts (epsilon or v): export it from its diffusers folder"
        )
    needed = {"model.diffusion_model.": "UNet", "first_stage_model.": "VAE", "cond_stage_model.": "text encoder"}
    for prefix, name in needed.items():
        if not any(key.startswith(prefix) for key in keys):
            raise ExportError(f"{path.name} has no {name} (no '{prefix}…' weights): a whole checkpoint is needed")


def _read_single_file(path: Path, configs: Path, tokenizer: Path | None) -> Source:
    _check_keys(path)
    _read_json(configs / "model_index.json")
    words = _tokenizer(configs / "tokenizer", tokenizer)
    with tempfile.TemporaryDirectory() as temporary:
        # diffusers reads one folder with every configuration in it, the tokenizer's files among them.
        whole = Path(temporary)
        for name in ("unet", "vae", "text_encoder", "scheduler"):
            shutil.copytree(configs / name, whole / name, ignore=shutil.ignore_patterns("*.safetensors*", "*.bin*"))
        shutil.copytree(words, whole / "tokenizer")
        shutil.copy(SD15_CONFIGS / "model_index.json", whole)
        try:
            pipe = StableDiffusionPipeline.from_single_file(
                str(path), config=str(whole), torch_dtype=torch.float32, local_files_only=True, safety_checker=None
            )
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            if "shape" in str(error):
                raise ExportError(
                    f"{path.name} has other shapes than the model that {configs} describes: name a diffusers folder of its kind with --config"
                ) from error
            raise ExportError(f"{path.name} can't be read: {str(error).splitlines()[0]}") from error
    _check_supported(pipe.unet)
    scheduler = _read_json(configs / "scheduler" / "scheduler_config.json").get("_class_name", "PNDMScheduler")
    folders = {"tokenizer": words, "scheduler": configs / "scheduler"}
    return Source(pipe.unet.eval(), pipe.vae.eval(), pipe.text_encoder.eval(), None, scheduler, folders)
