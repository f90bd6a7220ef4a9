"""The trained parts as one diffusers pipeline, on disk and in memory."""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextModel

from latents import Latents
from vocabulary import tokenizer


# The file of SD 1.5, key for key, but for what the UNet predicts. No spacing is named: each scheduler uses its own.
SCHEDULER = {
    "_class_name": "PNDMScheduler",
    "_diffusers_version": "0.6.0",
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "beta_start": 0.00085,
    "num_train_timesteps": 1000,
    "prediction_type": "v_prediction",
    "set_alpha_to_one": False,
    "skip_prk_steps": True,
    "steps_offset": 1,
    "trained_betas": None,
    "clip_sample": False,
}


def exported(folder: Path) -> StableDiffusionPipeline:
    """What export.py took last."""
    return StableDiffusionPipeline.from_pretrained(folder / "pipeline", tokenizer=tokenizer(), safety_checker=None)


def assemble(folder: Path, workers: int) -> StableDiffusionPipeline:
    """The pipeline of the averaged weights in the work folder, its latents' scale written into the VAE's config."""
    vae = AutoencoderKL.from_pretrained(folder / "vae")
    vae.register_to_config(scaling_factor=round(Latents(folder, workers).scale, 5))
    return StableDiffusionPipeline(
        vae=vae,
        text_encoder=CLIPTextModel.from_pretrained(folder / "text_encoder"),
        tokenizer=tokenizer(),
        unet=UNet2DConditionModel.from_pretrained(folder / "unet"),
        scheduler=PNDMScheduler.from_config(SCHEDULER),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def save(pipeline: StableDiffusionPipeline, target: Path) -> None:
    """As a diffusers folder; the scheduler's file word for word, since saving would write every default into it."""
    pipeline.save_pretrained(target)
    (target / "scheduler" / "scheduler_config.json").write_text(json.dumps(SCHEDULER, indent=2) + "\n")


def paint(
    pipeline: StableDiffusionPipeline, prompts: list[str], guidance: float, steps: int = 20, seed: int = 0, seeds: list[int] | None = None, negative: str = "", karras: bool = True, batch: int = 12,
    size: tuple[int, int] = (256, 256),
) -> list[np.ndarray]:  # fmt: skip
    """DPM++ 2M pictures (Karras' sigmas unless told otherwise) of `size` (height, width), uint8 RGB; picture i has the seed `seed` + i, or `seeds`[i]."""
    pipeline.scheduler = DPMSolverMultistepScheduler.from_config(pipeline.scheduler.config, use_karras_sigmas=karras)
    pipeline.set_progress_bar_config(disable=True)
    pictures: list[np.ndarray] = []
    for start in range(0, len(prompts), batch):
        some = prompts[start : start + batch]
        own = (seeds or range(seed, seed + len(prompts)))[start : start + batch]
        generators = [torch.Generator("cpu").manual_seed(one) for one in own]
        painted = pipeline(
            some, negative_prompt=[negative] * len(some), guidance_scale=guidance, num_inference_steps=steps, generator=generators, height=size[0], width=size[1], output_type="np"
        ).images  # fmt: skip
        pictures += list((painted * 255 + 0.5).astype(np.uint8))
    return pictures
