"""A forest of firs in three rows, the far ones pale, standing on a clearing."""

from ..light import Light, lit
from ..palette import RGB, darker, lighter, mix, rgb
from ..pen import Pen, polygon


def fir(pen: Pen, x: float, base: float, tall: float, colour: RGB) -> None:
    half = tall * 0.24
    for low, high, wide in ((0.08, 0.52, 1.0), (0.34, 0.76, 0.76), (0.6, 1.0, 0.52)):
        pen.fill(polygon([(x - half * wide, base - tall * low), (x, base - tall * high), (x + half * wide, base - tall * low)]), colour)
        pen.fill(polygon([(x, base - tall * low), (x, base - tall * high), (x + half * wide, base - tall * low)]), darker(colour, 0.18))
    pen.line([(x, base), (x, base - tall * 0.08)], rgb("#4a3428"), tall * 0.05)


def draw(pen: Pen, light: Light, width: float, height: float, rng) -> None:
    green = lit(light, rgb("#1f6b45"))
    far = mix(green, light.haze, 0.75)
    pen.shade(polygon([(0, height * 0.66), (width, height * 0.66), (width, height), (0, height)]), far, mix(far, green, 0.3), 0)
    for base, tall, fade, gap in ((0.78, 0.42, 0.6, 0.13), (0.84, 0.46, 0.25, 0.19)):
        x = -gap * height * rng.uniform(0, 1)
        while x < width + gap * height:
            fir(pen, x, height * base, height * tall * rng.uniform(0.85, 1.12), mix(green, light.haze, fade))
            x += gap * height * rng.uniform(0.85, 1.15)
    moss = lit(light, rgb("#4f8f45"))
    y = height * 0.82
    pen.shade(polygon([(0, y), (width * 0.3, y - height * 0.025), (width * 0.65, y + height * 0.01), (width, y - height * 0.02), (width, height), (0, height)]), lighter(moss, 0.1), darker(moss, 0.35), 0)
    for x in (-0.02 * width, 1.02 * width):
        fir(pen, x + rng.uniform(-0.03, 0.03) * width, height * 0.98, height * 0.74, darker(green, 0.2))
