"""Snowy mountains: three ranges fading into the haze, the nearest two with caps of snow, a meadow in front."""

from ..light import Light, lit
from ..palette import RGB, darker, mix, rgb
from ..pen import Pen, polygon


def peak(pen: Pen, x: float, top: float, base: float, spread: float, rock: RGB, snow: RGB) -> None:
    pen.fill(polygon([(x - spread, base), (x, top), (x + spread, base)]), rock)
    pen.fill(polygon([(x, top), (x + spread, base), (x + spread * 0.15, base), (x - spread * 0.08, top + (base - top) * 0.45)]), darker(rock, 0.22))
    cap = (base - top) * 0.42
    slope = spread / (base - top)
    left, right = x - cap * slope, x + cap * slope
    pen.fill(polygon([(x, top), (right, top + cap), (x + cap * slope * 0.45, top + cap * 0.72), (x + cap * slope * 0.1, top + cap * 1.1), (x - cap * slope * 0.4, top + cap * 0.74), (left, top + cap)]), snow)


def draw(pen: Pen, light: Light, width: float, height: float, rng) -> None:
    rock, snow = rgb("#5b6b8e"), rgb("#ffffff")
    count = max(2, round(width / height * 3))
    for layer, (top, jitter, fade) in enumerate(((0.40, 0.05, 0.55), (0.54, 0.05, 0.15))):
        step = width / count
        for i in range(-1, count + 1):
            x = (i + 0.5 + layer * 0.5 + rng.uniform(-0.15, 0.15)) * step
            y = height * (top + rng.uniform(-jitter, jitter))
            pen_rock = mix(lit(light, rock), light.haze, fade)
            peak(pen, x, y, height * 0.96, step * 0.95, pen_rock, mix(lit(light, snow, 0.75), light.haze, fade * 0.45))
    meadow = lit(light, rgb("#6f9c6b"))
    y = height * 0.86
    pen.shade(polygon([(0, y), (width * 0.35, y - height * 0.03), (width * 0.7, y + height * 0.01), (width, y - height * 0.02), (width, height), (0, height)]), meadow, darker(meadow, 0.35), 0)
