"""Styles: what happens to the drawn picture. Pictures are float32 RGB [height, width, 3] in 0..1,
with the subject alone, float32 RGBA [height, width, 4]."""

import numpy as np
import skia


def soft_noise(rng, height: int, width: int, cells: int) -> np.ndarray:
    """Smooth noise [height, width] in −1..1 with about `cells` blotches over the shorter side."""
    unit = min(height, width) / cells
    grid = rng.uniform(0, 255, (max(2, round(height / unit)) + 1, max(2, round(width / unit)) + 1)).astype(np.uint8)
    image = skia.Image.fromarray(np.repeat(grid[..., None], 4, axis=2) | np.array([0, 0, 0, 255], np.uint8))
    big = image.resize(width, height, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    return big.toarray()[..., 0].astype(np.float32) / 127.5 - 1


def poster(picture: np.ndarray, subject: np.ndarray, rng) -> np.ndarray:
    """As it was drawn."""
    return picture


def watercolour(picture: np.ndarray, subject: np.ndarray, rng) -> np.ndarray:
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


def blur(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur of a picture, sigma in pixels."""
    height, width, _ = picture.shape
    rgba = np.dstack([np.clip(picture, 0, 1) * 255, np.full((height, width), 255.0)]).astype(np.uint8)
    surface = skia.Surface(width, height)
    filtered = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp)
    surface.getCanvas().drawImage(skia.Image.fromarray(rgba), 0, 0, skia.SamplingOptions(), skia.Paint(ImageFilter=filtered))
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(np.float32) / 255


def neon(picture: np.ndarray, subject: np.ndarray, rng) -> np.ndarray:
    """Night-dark paint of strong colours, and a tube of glowing light round the subject."""
    unit = min(picture.shape[:2])
    dx, dy = (np.gradient(blur(picture, unit * 0.007), axis=axis) for axis in (1, 0))
    share = subject[..., 3:]
    inner = np.clip(np.sqrt(dx**2 + dy**2).max(axis=2, keepdims=True) * unit * 0.1 - 0.4, 0, 1) * share
    mask = blur(np.repeat(share, 3, axis=2), unit * 0.012)
    outline = np.clip(4 * mask * (1 - mask), 0, 1) ** 1.3
    own = blur(subject[..., :3] * share, unit * 0.015) / np.maximum(blur(np.repeat(share, 3, axis=2), unit * 0.015), 0.02)
    own_grey = own.mean(axis=2, keepdims=True)
    vivid = np.clip(own_grey + (own - own_grey) * 1.9, 0.04, 1)
    vivid = vivid / vivid.max(axis=2, keepdims=True)
    lines = np.maximum(outline, inner * 0.45) * vivid
    grey = picture.mean(axis=2, keepdims=True)
    strong = np.clip(grey + (picture - grey) * 1.5, 0, 1)
    dark = strong**1.6 * (0.34 + 0.1 * share) + np.array([0.02, 0.01, 0.07], np.float32)
    return dark + lines + 0.9 * blur(lines, unit * 0.04)


APPLY = {"poster": poster, "watercolour": watercolour, "neon": neon}
