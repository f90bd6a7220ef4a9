"""What the UNet learns from: latents of training scenes in several sizes, drawn and encoded once, and captions' text states."""

from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from transformers import CLIPTextModel

import parallel
from scenes.captions import caption
from scenes.scene import ALL_SCENES, held_out, render
from vae import as_tensor
from vocabulary import encode

# (height, width) in pixels → share of the training steps; 256 × 256 is the model's own size. Where a size was rare (3 %), or
# none above 320 pixels was seen, things came out doubled there.
SIZES = {
    (256, 256): 0.40, (192, 192): 0.05, (192, 256): 0.04, (256, 192): 0.04, (320, 256): 0.05, (256, 320): 0.05, (320, 192): 0.025,
    (192, 320): 0.025, (320, 320): 0.08, (384, 256): 0.08, (256, 384): 0.08, (384, 384): 0.08,
}  # fmt: skip
PICTURES = 7500
FEWEST = 200
CAPTIONS_A_SCENE = 8
# How often things are drawn beside each other: a dragon is what people come for, and has the most to learn.
SUBJECT_SHARES = {"dragon": 4, "castle": 3, "cat": 3, "boat": 3, "whale": 3, "balloon": 2, "house": 2, "fish": 2}
STYLE_SHARES = {"poster": 3, "watercolour": 3, "neon": 2}
TRAINING = [i for i, scene in enumerate(ALL_SCENES) if not held_out(scene) for _ in range(SUBJECT_SHARES[scene.subject] * STYLE_SHARES[scene.style])]


def part_file(folder: Path, size: tuple[int, int], rank: int, workers: int) -> Path:
    return folder / f"latents-{size[0]}x{size[1]}-{rank}of{workers}.npz"


@torch.no_grad()
def prepare(rank: int, workers: int, folder: Path, seed: int, say) -> None:
    """Each worker draws and encodes its share of every size; resumes size by size."""
    vae = AutoencoderKL.from_pretrained(folder / "vae").eval().to(memory_format=torch.channels_last)
    for number, (size, share) in enumerate(SIZES.items()):
        path = part_file(folder, size, rank, workers)
        if path.exists():
            continue
        rng = np.random.default_rng((seed, number, rank))
        count = max(FEWEST, int(PICTURES * share)) // workers
        scenes = np.resize(rng.permutation(TRAINING), count)
        latents = []
        for start in range(0, count, 8):
            batch = np.stack([render(ALL_SCENES[i], size[1], size[0], rng) for i in scenes[start : start + 8]])
            latents.append(vae.encode(as_tensor(batch)).latent_dist.mean.numpy())
        part = path.with_suffix(".part.npz")
        np.savez(part, latents=np.concatenate(latents), scenes=scenes)
        part.replace(path)
        say(f"latents {size[0]}x{size[1]} worker {rank}: {count}")
    parallel.wait_for_all()


class Latents:
    """All sizes' latents in memory, scaled to unit deviation."""

    def __init__(self, folder: Path, workers: int):
        self.pools = {}
        for size in SIZES:
            parts = [np.load(part_file(folder, size, rank, workers)) for rank in range(workers)]
            self.pools[size] = (np.concatenate([p["latents"] for p in parts]), np.concatenate([p["scenes"] for p in parts]))
        self.scale = float(1 / self.pools[256, 256][0].std())

    def batch(self, size: tuple[int, int], count: int, rng) -> tuple[torch.Tensor, np.ndarray]:
        """Scaled latents [count, 4, h/8, w/8] and their scenes' indices [count]."""
        latents, scenes = self.pools[size]
        chosen = rng.integers(0, len(latents), count)
        return torch.from_numpy(latents[chosen]) * self.scale, scenes[chosen]


def captions_of(scene: int, seed: int) -> list[str]:
    rng = np.random.default_rng((seed, scene))
    return [caption(ALL_SCENES[scene], rng)[0] for _ in range(CAPTIONS_A_SCENE)]


class TextStates:
    """Text states of every scene's captions, computed once: float32 [scenes, captions, 77, 64], and those of no words."""

    @torch.no_grad()
    def __init__(self, rank: int, folder: Path, seed: int):
        encoder = CLIPTextModel.from_pretrained(folder / "text_encoder").eval()
        self.silence = encoder(encode([""])).last_hidden_state[0]
        parallel.wait_for_all()
        states = folder / "text-states.npy"
        if not states.exists():
            if rank == 0:
                found = [encoder(encode(captions_of(i, seed))).last_hidden_state.half().numpy() for i in range(len(ALL_SCENES))]
                part = states.with_suffix(".part.npy")
                np.save(part, np.stack(found))
                part.replace(states)
            parallel.wait_for_all()
        self.table = np.load(states, mmap_mode="r")

    def batch(self, scenes: np.ndarray, dropped: float, rng) -> torch.Tensor:
        """States [n, 77, 64] of a random caption of each scene, a share of them replaced by no words."""
        rows = [self.silence if rng.random() < dropped else torch.from_numpy(self.table[i, rng.integers(CAPTIONS_A_SCENE)].astype(np.float32)) for i in scenes]
        return torch.stack(rows)
