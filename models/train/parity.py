"""Reference pictures of the shipped weights by diffusers and torch, in the form of the project's other parity cases.

`cases.json` lists them; latents are those after the last step, float32 NPY [1, 4, h/8, w/8]; PNGs are the decoded pictures.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler, StableDiffusionPipeline
from PIL import Image

from vocabulary import tokenizer

CASES = (
    ("dpmpp_2m_karras", DPMSolverMultistepScheduler, {"use_karras_sigmas": True}, "a red dragon above snowy mountains at sunset, watercolour", 20, 4.0, 256, 256, 42),
    ("ddim", DDIMScheduler, {}, "a blue fish above the clouds at night, neon", 12, 5.0, 256, 192, 7),
    ("euler", EulerDiscreteScheduler, {}, "a majestic golden castle in the desert, 4k, trending", 10, 3.0, 200, 264, 2**32 - 1),
)


def round_to_fp16(pipeline: StableDiffusionPipeline) -> None:
    """Every weight to the value that the exported folder stores."""
    for model in (pipeline.unet, pipeline.vae, pipeline.text_encoder):
        for weight in model.parameters():
            weight.data = weight.data.half().float()


@torch.no_grad()
def write(source: Path, target: Path) -> None:
    """Paint the cases with the diffusers folder `source`; `target` is emptied first."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    pipeline = StableDiffusionPipeline.from_pretrained(source, tokenizer=tokenizer(), safety_checker=None)
    pipeline.set_progress_bar_config(disable=True)
    round_to_fp16(pipeline)
    config = pipeline.scheduler.config
    listed = []
    for slug, scheduler, extra, prompt, steps, guidance, width, height, seed in CASES:
        pipeline.scheduler = scheduler.from_config(config, **extra)
        generator = torch.Generator("cpu").manual_seed(seed)
        arguments = {"guidance_scale": guidance, "num_inference_steps": steps, "width": width, "height": height, "generator": generator}
        latents = pipeline(prompt, output_type="latent", **arguments).images
        decoded = pipeline.vae.decode(latents / pipeline.vae.config.scaling_factor).sample[0]
        picture = ((decoded / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
        name = f"txt2img-{slug}"
        np.save(target / f"{name}.npy", latents.numpy())
        Image.fromarray(picture).save(target / f"{name}.png")
        listed.append(
            {
                "id": name, "kind": "txt2img",
                "args": {"scheduler": slug, "prompt": prompt, "steps": steps, "guidance": guidance, "width": width, "height": height, "seed": seed},
                "latents": f"{name}.npy", "png": [f"{name}.png"], "reference_std": round(latents.std().item(), 4),
            }  # fmt: skip
        )
    (target / "cases.json").write_text(json.dumps(listed, indent=1) + "\n")
