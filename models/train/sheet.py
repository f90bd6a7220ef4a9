"""Contact sheets: pictures side by side in one PNG or JPEG."""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from scenes.scene import ALL_SCENES, render


def sheet(pictures: list[np.ndarray], columns: int) -> np.ndarray:
    """uint8 RGB pictures of one size → one picture, row by row, with a gap of 4 pixels."""
    height, width, _ = pictures[0].shape
    rows = -(-len(pictures) // columns)
    page = np.full((rows * (height + 4) + 4, columns * (width + 4) + 4, 3), 255, np.uint8)
    for i, picture in enumerate(pictures):
        y, x = 4 + i // columns * (height + 4), 4 + i % columns * (width + 4)
        page[y : y + height, x : x + width] = picture
    return page


def scene_sheet(count: int, columns: int, size: int, seed: int) -> np.ndarray:
    """A sheet of random scenes as the generator draws them."""
    rng = np.random.default_rng(seed)
    chosen = [ALL_SCENES[i] for i in rng.choice(len(ALL_SCENES), count, replace=False)]
    return sheet([render(scene, size, size, rng) for scene in chosen], columns)


if __name__ == "__main__":
    Image.fromarray(scene_sheet(24, 6, 256, seed=int(sys.argv[2]) if len(sys.argv) > 2 else 0)).save(Path(sys.argv[1]))
