"""A friendly whale afloat in the air or over the waves: round head, light belly, flukes up, a spout."""

import skia

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, smooth


def draw(pen: Pen, colour: RGB, rng) -> None:
    lift = rng.uniform(-4, 4)
    for side in (-1, 1):
        pen.line(smooth([(70, 30), (70 + side * 3, 16), (70 + side * 12, 12), (70 + side * 16, 19)], closed=False), (0.82, 0.94, 1.0), 5)
    dark = darker(colour, 0.25)
    pen.fill(blob([(12, 34 + lift), (6, 18 + lift), (-3, 10 + lift), (2, 26 + lift), (9, 38 + lift)]), dark)
    pen.fill(blob([(10, 36 + lift), (20, 24 + lift), (32, 22 + lift), (24, 34 + lift), (14, 42 + lift)]), dark)
    body = blob([(10, 34 + lift), (20, 46), (38, 42), (60, 31), (82, 34), (97, 48), (97, 62), (84, 75), (60, 80), (36, 75), (18, 60)])
    pen.shade(body, lighter(colour, 0.18), darker(colour, 0.22))
    pen.canvas.save()
    pen.canvas.clipPath(body, skia.ClipOp.kIntersect, True)
    belly = mix(lighter(colour, 0.7), (1, 0.98, 0.94), 0.5)
    pen.fill(blob([(20, 66), (44, 66), (66, 62), (84, 63), (104, 60), (100, 92), (50, 96), (20, 84)]), belly)
    pen.canvas.restore()
    pen.fill(blob([(58, 64), (67, 66), (62, 77), (50, 86), (43, 85), (50, 76)]), darker(colour, 0.2))
    pen.line(smooth([(97, 58), (90, 60.5), (83, 59)], closed=False), darker(colour, 0.55), 2.4)
    pen.dot(81, 49, 5.6, (1, 1, 1))
    pen.dot(82.4, 49.3, 3.8, (0.08, 0.06, 0.12))
    pen.dot(83.8, 47.7, 1.3, (1, 1, 1))
