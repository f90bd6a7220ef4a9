"""A sailing boat with two full sails, on a stretch of water of its own."""

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, polygon, smooth


def draw(pen: Pen, colour: RGB, rng) -> None:
    belly = rng.uniform(0, 4)
    wood = (0.42, 0.26, 0.17)
    pen.line([(48, 4), (48, 74)], wood, 3.2)
    pen.fill(polygon([(48, 1), (33, 6), (48, 11)]), lighter(colour, 0.2))
    main = polygon([*smooth([(51, 12), (72, 34), (86 + belly, 66)], closed=False), *smooth([(86, 66), (68, 63), (51, 66)], closed=False)])
    pen.shade(main, lighter(colour, 0.22), darker(colour, 0.06), 0.5)
    jib = polygon([*smooth([(45, 18), (28, 40), (12 - belly, 66)], closed=False), *smooth([(12, 66), (28, 63), (45, 66)], closed=False)])
    pen.shade(jib, mix(lighter(colour, 0.72), (1, 0.97, 0.9), 0.5), lighter(colour, 0.5), 0.5)
    hull = polygon([*smooth([(3, 70), (50, 75), (98, 68)], closed=False), *smooth([(98, 68), (88, 86), (74, 93), (26, 93), (12, 86), (3, 70)], closed=False)])
    pen.shade(hull, lighter(colour, 0.05), darker(colour, 0.4))
    pen.line(smooth([(4, 72), (50, 77), (96, 70.5)], closed=False), mix(lighter(colour, 0.8), (1, 0.95, 0.8), 0.5), 2.6)
    for x in (32, 50, 68):
        pen.dot(x, 84.5, 3.3, (1.0, 0.9, 0.6))
    pen.fill(blob([(-4, 95), (20, 90.5), (40, 93.5), (60, 90.5), (80, 93.5), (104, 95), (80, 101), (20, 101)]), (0.75, 0.9, 0.97), 0.85)


def lake(pen: Pen, width: float, height: float, horizon: float, water: RGB) -> None:
    """The water below the boat where the setting has none: from `horizon` down, in the canvas' own units."""
    shore = [(x / 8 * width, horizon + (0.012 if i % 2 else 0.0) * height) for i, x in enumerate(range(9))]
    pen.shade(polygon([*smooth(shore, closed=False), (width, height), (0, height)]), lighter(water, 0.25), darker(water, 0.3), 0)
    for i in range(4):
        y = horizon + (0.05 + 0.05 * i) * height
        pen.line([(width * (0.08 + 0.21 * i % 0.5), y), (width * (0.3 + 0.21 * i % 0.5), y)], lighter(water, 0.5), height * 0.006, 0.6)
