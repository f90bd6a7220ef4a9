"""A hot-air balloon: a great striped envelope and a small basket."""

import skia

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, polygon, smooth

CREAM = (1.0, 0.95, 0.84)
ENVELOPE = [(50, -4), (72, 1), (88, 17), (92, 36), (82, 56), (62, 74), (50, 76), (38, 74), (18, 56), (8, 36), (12, 17), (28, 1)]


def draw(pen: Pen, colour: RGB, rng) -> None:
    wide = rng.uniform(0.94, 1.05)
    envelope = blob([(50 + (x - 50) * wide, y) for x, y in ENVELOPE])
    for x in (39, 61):
        pen.line([(x, 70), (50 + (x - 50) * 0.75, 90)], darker(colour, 0.6), 1.6)
    pen.shade(envelope, lighter(colour, 0.16), darker(colour, 0.2), 0.4)
    pen.canvas.save()
    pen.canvas.clipPath(envelope, skia.ClipOp.kIntersect, True)
    stripe = mix(lighter(colour, 0.72), CREAM, 0.55)
    for side in (-1, 1):
        near, far = 50 + side * 13 * wide, 50 + side * 29 * wide
        edge = [*smooth([(50 + side * 3, -8), (near, 34), (50 + side * 6, 78)], closed=False), *smooth([(50 + side * 12, 78), (far, 36), (50 + side * 7, -8)], closed=False)]
        pen.fill(polygon(edge), stripe)
    pen.fill(blob([(62, -10), (110, 10), (104, 60), (60, 84), (84, 54), (86, 24)]), darker(colour, 0.5), 0.18)
    pen.canvas.restore()
    pen.fill(polygon([(36, 71), (64, 71), (60, 78), (40, 78)]), darker(colour, 0.42))
    basket = skia.Path()
    basket.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(38, 87, 62, 103), 4, 4))
    pen.shade(basket, (0.78, 0.53, 0.3), (0.5, 0.3, 0.18), 0)
    pen.line([(37, 88.5), (63, 88.5)], (0.42, 0.25, 0.16), 3.4)
