"""Pictures drawn ahead and kept as NPY: what the VAE learns from."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from scenes.scene import ALL_SCENES, held_out, render

TRAINING_SCENES = [scene for scene in ALL_SCENES if not held_out(scene)]
PART = 250


def draw_part(seed: int, size: int, count: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.stack([render(TRAINING_SCENES[rng.integers(len(TRAINING_SCENES))], size, size, rng) for _ in range(count)])


def pictures(folder: Path, size: int, count: int, seed: int) -> np.ndarray:
    """`count` random training scenes, uint8 [count, size, size, 3], drawn once and then read from `folder`."""
    path = folder / f"pictures-{size}-{count}-{seed}.npy"
    if not path.exists():
        parts = count // PART
        with ProcessPoolExecutor(2) as pool:
            drawn = pool.map(draw_part, [seed * 10_000 + i for i in range(parts)], [size] * parts, [PART] * parts)
            part_file = path.with_suffix(".part.npy")
            np.save(part_file, np.concatenate(list(drawn)))
        part_file.replace(path)
    return np.load(path, mmap_mode="r")
