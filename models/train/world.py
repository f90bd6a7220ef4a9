"""`world.json`: the words that the model knows, for programs that tell people about them."""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL

from scenes.words import PHRASES
from vae import as_tensor

RECOMMENDED = {"scheduler": "dpmpp_2m_karras", "steps": 20, "guidance": 3, "width": 256, "height": 256}
EXAMPLES = (
    "a red dragon above snowy mountains at sunset, watercolour",
    "a golden castle in the desert at night, flat poster",
    "a purple cat in the forest by moonlight, neon",
    "a white sailing ship on the ocean at noon, flat illustration",
    "a blue hot air balloon above the clouds in the evening, poster",
    "a green fish over the waves on a sunny day, watercolour",
)


@torch.no_grad()
def latent_colours(vae: AutoencoderKL, pictures: np.ndarray) -> list[list[float]]:
    """Red, green and blue (−1..1) of each latent channel and, last, of none: a linear fit to scaled latents of `pictures`."""
    x = as_tensor(pictures)
    latents = (vae.encode(x).latent_dist.mean * vae.config.scaling_factor).permute(0, 2, 3, 1).reshape(-1, 4).double()
    colours = torch.nn.functional.avg_pool2d(x, 8).permute(0, 2, 3, 1).reshape(-1, 3).double()
    fit = torch.linalg.lstsq(torch.cat([latents, torch.ones(len(latents), 1)], dim=1), colours).solution
    return [[round(value, 4) for value in row] for row in fit.tolist()]


def write(path: Path, vae: AutoencoderKL, pictures: np.ndarray) -> None:
    """Words by attribute and value, each value's own name first; the colours that previews are made of."""
    words = {
        attribute: {value: list(dict.fromkeys([value, *phrases])) for value, phrases in values.items()}
        for attribute, values in PHRASES.items()
    }
    world = {"words": words, "examples": EXAMPLES, "recommended": RECOMMENDED, "latentColours": latent_colours(vae, pictures)}
    path.write_text(json.dumps(world, indent=2) + "\n")
