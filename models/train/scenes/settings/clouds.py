"""Above the clouds: bank behind bank of round white tops, lit from the sky."""

from ..light import Light, disc, lit
from ..palette import RGB, WHITE, darker, lighter, mix, rgb
from ..pen import Pen, polygon


def bank(pen: Pen, level: float, size: float, colour: RGB, shade: RGB, width: float, height: float, rng) -> None:
    """A row of overlapping puffs whose tops are about `level` high, filled below."""
    unit = min(width, height)
    level_of_fill = height * level + size * unit * 1.2
    x = -size * unit * rng.uniform(0, 0.8)
    while x < width + size * unit:
        radius = size * unit * rng.uniform(0.8, 1.15)
        y = height * level + radius * rng.uniform(0.75, 1.1)
        pen.shade(disc(x, y, radius), colour, shade, 0)
        x += radius * 1.15
    pen.fill(polygon([(0, level_of_fill), (width, level_of_fill), (width, height), (0, height)]), shade)


def draw(pen: Pen, light: Light, width: float, height: float, rng) -> None:
    white, shadow = mix(lit(light, WHITE, 0.7), light.sky[2], 0.15), mix(lit(light, rgb("#a9c4e6")), light.sky[1], 0.25)
    for level, size, fade in ((0.56, 0.13, 0.6), (0.68, 0.16, 0.3), (0.82, 0.2, 0.0)):
        bank(pen, level, size, lighter(mix(white, light.haze, fade), 0.05), mix(mix(white, shadow, 0.75), light.haze, fade), width, height, rng)
