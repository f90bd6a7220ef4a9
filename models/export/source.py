"""Reads a diffusers folder or a single-file checkpoint into torch modules, in float32."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel
from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint, convert_ldm_vae_checkpoint
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from safetensors.torch import load_file
from transformers import CLIPTextConfig, CLIPTextModel

from export import checkpoint
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
    """What is exported. `folders` are copied: name in the model folder -> where it lies; `scheduler` is its configuration."""

    unet: UNet2DConditionModel
    vae: AutoencoderKL
    text_encoder: CLIPTextModel
    safety_checker: StableDiffusionSafetyChecker | None
    scheduler: dict
    folders: dict[str, Path]
    tiny_vae: AutoencoderTiny | None = None


def read(path: Path, configs: Path | None, tokenizer: Path | None) -> Source:
    """`path` has passed paths.check_source. `configs`: a diffusers folder whose configurations describe a single file (default: SD 1.5's)."""
    if path.is_dir():
        if configs is not None:
            raise ExportError(
                "--config is for single-file checkpoints; a diffusers folder brings its own configurations"
            )
        return _read_folder(path, tokenizer)
    return _read_single_file(path, configs or SD15_CONFIGS, tokenizer)


def read_tiny_vae(folder: Path) -> AutoencoderTiny:
    """`folder` has passed paths.check_tiny_vae."""
    config = _read_json(folder / "config.json")
    if config.get("_class_name") != "AutoencoderTiny" or config.get("latent_channels", 4) != 4:
        raise ExportError(f"{folder} is no AutoencoderTiny of four latent channels, as madebyollin/taesd is")
    return _load(AutoencoderTiny, folder.parent, folder.name)


def _read_json(path: Path) -> dict:
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ExportError(f"{path} is missing: is this a diffusers folder?") from None
    except OSError as error:
        raise ExportError(f"{path} can't be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ExportError(f"{path} is not JSON: {error}") from None
    if not isinstance(read, dict):
        raise ExportError(f"{path} is not a JSON object: is this a diffusers folder?")
    return read


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
    # Weights and configuration are read by three libraries, each with errors of its own; what they say fits into the sentence.
    except Exception as error:
        raise ExportError(f"{where} can't be loaded: {_first_line(error)}") from error


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
        scheduler=_read_json(folder / "scheduler" / "scheduler_config.json"),
        folders={"tokenizer": _tokenizer(folder / "tokenizer", tokenizer), "scheduler": folder / "scheduler"},
    )
    if has_checker and (folder / "feature_extractor").is_dir():
        source.folders["feature_extractor"] = folder / "feature_extractor"
    _check_supported(source.unet)
    return source


def _read_single_file(path: Path, configs: Path, tokenizer: Path | None) -> Source:
    found = checkpoint.read(path)
    _read_json(configs / "model_index.json")
    words = _tokenizer(configs / "tokenizer", tokenizer)
    scheduler = {**_read_json(configs / "scheduler" / "scheduler_config.json"), **found.scheduler}
    unet_config = {**_read_json(configs / "unet" / "config.json"), "in_channels": found.channels}
    vae_config = _read_json(configs / "vae" / "config.json")
    try:
        weights = load_file(path)
        # Those that files leave out of their half-precision weights' names are no weights: schedules, averages.
        floats = {key: tensor.float() for key, tensor in weights.items() if tensor.is_floating_point()}
        # Nothing is filled with random numbers first: the weights take the places of empty ones.
        with torch.device("meta"):
            unet = UNet2DConditionModel.from_config(unet_config)
            vae = AutoencoderKL.from_config(vae_config)
        text_encoder = CLIPTextModel(CLIPTextConfig.from_pretrained(configs / "text_encoder"))
        _fill(unet, convert_ldm_unet_checkpoint(floats, unet_config), path)
        _fill(vae, convert_ldm_vae_checkpoint(floats, vae_config), path)
        _fill(text_encoder, _text_weights(floats, found.text_prefix, text_encoder), path)
    except ExportError:
        raise
    # The file is read by three libraries, each with errors of its own; what they say fits into the sentence.
    except Exception as error:
        raise ExportError(f"{path.name} can't be read: {_first_line(error)}") from error
    _check_supported(unet)
    folders = {"tokenizer": words, "scheduler": configs / "scheduler"}
    return Source(unet, vae, text_encoder, None, scheduler, folders)


def _text_weights(weights: dict[str, torch.Tensor], prefix: str, model: CLIPTextModel) -> dict[str, torch.Tensor]:
    """CLIP's weights by the names of `model`, which transformers 5 has without `text_model.`."""
    bare = {name: name.removeprefix("text_model.") for name in model.state_dict()}
    return {name: weights[prefix + key] for name, key in bare.items() if prefix + key in weights}


def _fill(model: torch.nn.Module, weights: dict[str, torch.Tensor], path: Path) -> None:
    own = model.state_dict()
    for name, tensor in own.items():
        given = weights.get(name)
        if given is None:
            raise ExportError(f"{path.name} lacks a weight ({name} in diffusers' words): download it again, or take another version")
        if given.shape != tensor.shape:
            raise ExportError(
                f"{path.name} has other shapes than Stable Diffusion 1.5 or the folder given ({name} is"
                f" {list(given.shape)}, not {list(tensor.shape)}): name a diffusers folder of its kind with --config"
            )
    model.load_state_dict({name: weights[name] for name in own}, assign=True)
    model.eval()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
