"""A desert: dunes behind dunes, lit side and shadow side, a cactus or two."""

import numpy as np

from ..light import Light, lit
from ..palette import RGB, darker, lighter, mix, rgb
from ..pen import Pen, polygon


def cactus(pen: Pen, x: float, base: float, tall: float, colour: RGB) -> None:
    pen.line([(x, base), (x, base - tall)], colour, tall * 0.2)
    pen.line([(x, base - tall * 0.4), (x - tall * 0.3, base - tall * 0.45), (x - tall * 0.3, base - tall * 0.75)], colour, tall * 0.15)
    pen.line([(x, base - tall * 0.3), (x + tall * 0.3, base - tall * 0.35), (x + tall * 0.3, base - tall * 0.62)], colour, tall * 0.15)


def draw(pen: Pen, light: Light, width: float, height: float, rng) -> None:
    sand = lit(light, rgb("#eab566"))
    x = np.linspace(0, width, 60)
    for i, (level, fade) in enumerate(((0.58, 0.45), (0.68, 0.2), (0.8, 0.0))):
        colour = mix(sand, light.haze, fade)
        phase = rng.uniform(0, 6.28)
        y = height * (level + 0.05 * np.sin(x / height * (4.2 + i) + phase))
        pen.shade(polygon([*zip(x, y), (width, height), (0, height)]), lighter(colour, 0.22), darker(colour, 0.22), 0)
    for side in (0.1, 0.9):
        cactus(pen, width * side + rng.uniform(-0.03, 0.03) * height, height * 0.86, height * rng.uniform(0.16, 0.24), lit(light, rgb("#3c8a55")))
