"""Colours: RGB triples in 0..1 and the few operations that the drawings need."""

import colorsys

RGB = tuple[float, float, float]

WHITE: RGB = (1.0, 1.0, 1.0)
BLACK: RGB = (0.0, 0.0, 0.0)

# What each colour word of the world looks like on a subject.
COLOURS: dict[str, RGB] = {
    "red": (0.87, 0.16, 0.15),
    "blue": (0.13, 0.42, 0.90),
    "green": (0.16, 0.68, 0.27),
    "golden": (0.98, 0.75, 0.13),
    "purple": (0.55, 0.22, 0.78),
    "white": (0.95, 0.95, 0.97),
}


def rgb(code: str) -> RGB:
    """'#f8a04c' → (0.97, 0.63, 0.30)."""
    value = code.lstrip("#")
    return tuple(int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """`a` moved towards `b` by `share` (0..1)."""
    return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))


def lighter(colour: RGB, share: float) -> RGB:
    return mix(colour, WHITE, share)


def darker(colour: RGB, share: float) -> RGB:
    """Darkened towards a cool shade rather than black, which looks like shadow, not dirt."""
    return mix(colour, (0.07, 0.04, 0.16), share)


def jitter(colour: RGB, rng, amount: float = 0.02) -> RGB:
    """The colour with hue and value moved a little by `rng` (numpy Generator)."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    hue = (hue + rng.uniform(-amount, amount) * 0.5) % 1
    value = min(1.0, max(0.0, value + rng.uniform(-amount, amount) * 2))
    return colorsys.hsv_to_rgb(hue, saturation, value)
