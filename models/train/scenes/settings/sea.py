"""The open sea: a horizon, bands of rolling waves, the sky's light on the water."""

import numpy as np

from ..light import Light
from ..palette import lighter, mix, rgb
from ..pen import Pen, polygon


def draw(pen: Pen, light: Light, width: float, height: float, rng) -> None:
    deep, shallow = mix(rgb("#0f5f9c"), light.sky[0], 0.45), mix(rgb("#3fb3cf"), light.sky[1], 0.45)
    horizon = height * 0.6
    phase = rng.uniform(0, 6.28)
    bands = 5
    for i in range(bands):
        share = i / (bands - 1)
        y0 = horizon + (height - horizon) * share * 0.82
        colour = mix(mix(shallow, light.haze, 0.35), deep, share**0.7)
        swell = height * (0.002 + 0.018 * share)
        x = np.linspace(0, width, 60)
        y = y0 + np.sin(x / height * (22 - 10 * share) + phase + i * 2.1) * swell
        pen.fill(polygon([*zip(x, y), (width, height), (0, height)]), colour)
        pen.line(list(zip(x, y)), lighter(colour, 0.45), height * (0.002 + 0.007 * share), 0.7)
