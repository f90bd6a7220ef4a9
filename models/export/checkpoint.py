"""What a .safetensors file is, by its header alone: before torch is loaded, and before gigabytes are read."""

import re
from dataclasses import dataclass
from pathlib import Path

from export import header
from export.error import ExportError

SD1_ONLY = "a single file can be exported when it is a checkpoint of Stable Diffusion 1.x"
# Of a UNet's first layer: a picture's latents; for inpainting also the mask and the latents of what is kept.
LATENT_CHANNELS = 4
INPAINTING_CHANNELS = 9
# How wide the texts are that a UNet of SD 2.x reads; its keys are those of SD 1.x.
SD2_CONTEXT_WIDTH = 1024
# Old files lack the second half.
TEXT_PREFIXES = ("cond_stage_model.transformer.text_model.", "cond_stage_model.transformer.")
TOKEN_TABLE = "embeddings.token_embedding.weight"
# The first that one of the keys has is what the file is: SDXL has a UNet of the same prefix as SD 1.x.
OTHERS = [
    (
        r"\.lora_(down|up|A|B|mid)\b|^lora_(unet|te\d?|transformer)_|[._]lora\.(down|up)\.|\.hada_w|\.lokr_w|\.oft_",
        "a LoRA, not a checkpoint: put it into models/loras/, where it is used without an export",
    ),
    (r"^control_model\.|^input_hint_block\.|controlnet_cond_embedding", "a ControlNet, which can't be exported"),
    (r"^conditioner\.embedders\.|label_emb\.|add_embedding\.", f"an SDXL checkpoint: {SD1_ONLY}"),
    (r"joint_blocks\.|double_blocks\.|single_transformer_blocks\.", f"a checkpoint of SD 3, Flux or the like: {SD1_ONLY}"),
    (
        r"^cond_stage_model\.model\.",
        "an SD 2.x checkpoint, which does not say how it predicts (epsilon or v): export it from its diffusers folder",
    ),
]
ALONE = [
    (r"^(unet\.|model\.diffusion_model\.)?(down_blocks|mid_block|input_blocks)\.", "a UNet alone: a whole checkpoint is needed"),
    (
        r"^(first_stage_model\.)?(decoder|encoder)\.(conv_in|up|down|mid)",
        "a VAE alone: put it into models/vae/, where it is used without an export",
    ),
    (r"^(text_model|cond_stage_model|text_encoder)\.", "a text encoder alone: a whole checkpoint is needed"),
    (
        r"^(emb_params|clip_[lg]|string_to_param)|^<.*>$",
        "a textual inversion, not a checkpoint: put it into models/embeddings/, where it is used without an export",
    ),
]


@dataclass
class Checkpoint:
    """A single file of SD 1.x. `scheduler`: what it says about its training, as keys of a scheduler's configuration."""

    path: Path
    channels: int
    text_prefix: str
    scheduler: dict[str, str | bool]


def read(path: Path) -> Checkpoint:
    """Raises ExportError, naming what the file is instead or what it lacks."""
    head = header.read(path)
    keys = head.shapes
    prefix = next((prefix for prefix in TEXT_PREFIXES if prefix + TOKEN_TABLE in keys), None)
    needed = {
        "UNet": any(key.startswith("model.diffusion_model.input_blocks.") for key in keys),
        "VAE": any(key.startswith("first_stage_model.") for key in keys),
        "text encoder": prefix is not None,
    }
    is_part = list(needed.values()).count(True) < 2
    for pattern, what in [*OTHERS, *ALONE] if is_part else OTHERS:
        if any(re.search(pattern, key) for key in keys):
            raise ExportError(f"{path.name} is {what}")
    if len(keys) == 1 and len(next(iter(keys.values()))) == 2:
        raise ExportError(f"{path.name} is {ALONE[-1][1]}")
    context = keys.get("model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight", [0])
    if context[-1] == SD2_CONTEXT_WIDTH:
        raise ExportError(f"{path.name} is {OTHERS[-1][1]}")
    if not any(needed.values()):
        raise ExportError(f"{path.name} is no checkpoint of Stable Diffusion: none of its weights has a name that one has")
    for name, there in needed.items():
        if not there:
            raise ExportError(f"{path.name} has no {name} in it: a whole checkpoint is needed")
    first = keys.get("model.diffusion_model.input_blocks.0.0.weight", [])
    channels = first[1] if len(first) == 4 else 0
    if channels not in (LATENT_CHANNELS, INPAINTING_CHANNELS):
        raise ExportError(
            f"{path.name} has a UNet of {channels} input channels (as those for depth or for instructions have):"
            f" {LATENT_CHANNELS} can be exported, and {INPAINTING_CHANNELS}, which are for inpainting"
        )
    return Checkpoint(path, channels, prefix, prediction(head))


def prediction(head: header.Header) -> dict[str, str | bool]:
    """By keys that hold nothing (`v_pred`, and `ztsnr` beside it), the way files are marked for ComfyUI, or by
    `modelspec.prediction_type` (https://github.com/Stability-AI/ModelSpec); empty where the file doesn't say."""
    said = head.metadata.get("modelspec.prediction_type", "")
    if "v_pred" in head.shapes or re.fullmatch(r"v(_prediction)?", said, re.IGNORECASE):
        rescaled = "v_pred" in head.shapes and "ztsnr" in head.shapes
        return {"prediction_type": "v_prediction", **({"rescale_betas_zero_snr": True} if rescaled else {})}
    return {"prediction_type": "epsilon"} if said.lower() == "epsilon" else {}
