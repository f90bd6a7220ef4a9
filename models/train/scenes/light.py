"""Times of day: the sky, its lights, and the tint they throw on everything below."""

from dataclasses import dataclass

import skia

from .palette import RGB, mix, rgb
from .pen import Pen, skia_colour


@dataclass(frozen=True)
class Light:
    sky: tuple[RGB, RGB, RGB]  # top, middle, horizon
    haze: RGB  # what far things fade into
    tint: RGB  # what near things are mixed with …
    strength: float  # … and by how much
    disc: RGB  # sun or moon


LIGHTS = {
    "day": Light((rgb("#3f9be8"), rgb("#8ccdf5"), rgb("#e2f4fb")), rgb("#cfe8f6"), rgb("#ffffff"), 0.04, rgb("#fff6c8")),
    "sunset": Light((rgb("#6a3f8f"), rgb("#f0716a"), rgb("#ffd27a")), rgb("#f7a377"), rgb("#f0654a"), 0.24, rgb("#fff0b0")),
    "night": Light((rgb("#0b1038"), rgb("#1e2a6b"), rgb("#4a5aa8")), rgb("#35438c"), rgb("#141c56"), 0.50, rgb("#f6f3dc")),
}


def lit(light: Light, colour: RGB, share: float = 1.0) -> RGB:
    """A thing's own colour as it looks under this light; `share` below 1 spares it (the subject)."""
    return mix(colour, light.tint, light.strength * share)


def sky(pen: Pen, time: str, width: float, height: float, rng) -> None:
    light = LIGHTS[time]
    ends = [skia.Point(0, 0), skia.Point(0, height * 0.78)]
    shader = skia.GradientShader.MakeLinear(ends, [skia_colour(c) for c in light.sky], [0, 0.55, 1])
    pen.canvas.drawPaint(skia.Paint(Shader=shader))
    unit = min(width, height)
    side = rng.choice([0.2, 0.8])
    if time == "sunset":
        x, y, radius = width * (0.5 + (side - 0.5) * 0.9), height * 0.52, unit * 0.15
    else:
        x, y, radius = width * side, height * 0.17, unit * 0.09
    pen.glow(x, y, radius * 3.4, light.disc, 0.75 if time != "night" else 0.4)
    if time == "night":
        pen.fill(skia.Op(disc(x, y, radius), disc(x + radius * 0.45, y - radius * 0.25, radius * 0.85), skia.PathOp.kDifference_PathOp), light.disc)
        for i in range(12):
            pen.dot(width * ((i % 6 + rng.uniform(0.1, 0.9)) / 6), height * (0.04 + 0.26 * (i // 6) + rng.uniform(0, 0.2)), unit * 0.011, (1, 1, 0.92))
    else:
        pen.fill(disc(x, y, radius), light.disc)
        for _ in range(rng.integers(1, 4)):
            cloud(pen, rng.uniform(0, width), rng.uniform(0.08, 0.36) * height, unit * rng.uniform(0.06, 0.1), mix(light.sky[2], (1, 1, 1), 0.55))


def disc(x: float, y: float, radius: float) -> skia.Path:
    path = skia.Path()
    path.addCircle(x, y, radius)
    return path


def cloud(pen: Pen, x: float, y: float, size: float, colour: RGB) -> None:
    path = disc(x, y, size * 0.75)
    for dx, dy, r in ((-1.3, 0.25, 0.5), (-0.55, -0.15, 0.75), (0.6, 0.0, 0.7), (1.35, 0.28, 0.45)):
        path = skia.Op(path, disc(x + dx * size, y + dy * size, r * size), skia.PathOp.kUnion_PathOp)
    pen.fill(path, colour, 0.85)
