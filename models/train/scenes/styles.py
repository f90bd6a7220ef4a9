"""Styles: what happens to the drawn picture. Pictures are float32 RGB [height, width, 3] in 0..1."""

import numpy as np
import skia


def soft_noise(rng, height: int, width: int, cells: int) -> np.ndarray:
    """Smooth noise [height, width] in −1..1 with about `cells` blotches over the shorter side."""
    unit = min(height, width) / cells
    grid = rng.uniform(0, 255, (max(2, round(height / unit)) + 1, max(2, round(width / unit)) + 1)).astype(np.uint8)
    image = skia.Image.fromarray(np.repeat(grid[..., None], 4, axis=2) | np.array([0, 0, 0, 255], np.uint8))
    big = image.resize(width, height, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    return big.toarray()[..., 0].astype(np.float32) / 127.5 - 1


def poster(picture: np.ndarray, rng) -> np.ndarray:
    """As it was drawn."""
    return picture


def watercolour(picture: np.ndarray, rng) -> np.ndarray:
    """Thin paint on white paper: light washes in blotches, and a ragged unpainted border."""
    height, width, _ = picture.shape
    grey = picture.mean(axis=2, keepdims=True)
    paint = np.clip(grey + (picture - grey) * 1.12, 0, 1) ** 0.9
    wash = soft_noise(rng, height, width, 5)[..., None]
    paper = np.array([0.99, 0.975, 0.94], np.float32)
    thin = np.clip(0.2 + 0.18 * wash, 0.02, 0.5)
    painted = paint * (1 - thin) + paper * thin
    unit = min(height, width)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    rim = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y)) / unit
    ragged = rim + 0.035 * soft_noise(rng, height, width, 7) + 0.012 * soft_noise(rng, height, width, 18)
    mask = np.clip((ragged - 0.045) / 0.03, 0, 1)[..., None]
    rim_dark = np.exp(-(((ragged - 0.085) / 0.018) ** 2))[..., None] * 0.10
    return painted * (1 - rim_dark) * mask + paper * (1 - mask)


APPLY = {"poster": poster, "watercolour": watercolour}
