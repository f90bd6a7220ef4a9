"""A round fish with a big eye, a fan of a tail and two pale stripes."""

import skia

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, smooth

CREAM = (1.0, 0.97, 0.9)
INK = (0.08, 0.05, 0.1)


def draw(pen: Pen, colour: RGB, rng) -> None:
    sway = rng.uniform(-4, 4)
    fin = darker(colour, 0.26)
    pen.shade(blob([(26, 50), (14, 36 + sway), (2, 20 + sway), (-8, 16 + sway), (-7, 34 + sway), (-2, 50 + sway * 0.5), (-8, 66 + sway), (-8, 84 + sway), (4, 80 + sway), (16, 64 + sway)]), lighter(fin, 0.15), fin, 0.5)
    pen.fill(blob([(34, 30), (38, 14), (50, 5), (66, 8), (78, 20), (74, 32)]), fin)
    pen.fill(blob([(44, 72), (40, 84), (42, 95), (54, 90), (64, 78)]), fin)
    body = blob([(16, 50), (28, 34), (48, 22), (70, 22), (90, 34), (102, 51), (92, 66), (72, 79), (48, 78), (28, 66)])
    pen.shade(body, lighter(colour, 0.2), darker(colour, 0.14))
    pen.canvas.save()
    pen.canvas.clipPath(body, skia.ClipOp.kIntersect, True)
    pale = mix(lighter(colour, 0.75), CREAM, 0.5)
    pen.fill(blob([(44, 78), (66, 70), (104, 62), (104, 90), (60, 96)]), pale, 0.9)
    for x, wide in ((62, 4.6), (40, 4)):
        pen.line(smooth([(x, 12), (x - 6, 34), (x - 6, 62), (x, 92)], closed=False), pale, wide * 2)
    pen.canvas.restore()
    pen.fill(blob([(58, 54), (48, 50), (36, 56), (34, 66), (46, 68), (56, 63)]), darker(colour, 0.34))
    pen.line(smooth([(100, 59), (93, 62), (87, 59)], closed=False), darker(colour, 0.55), 2.2)
    pen.dot(82, 43, 8, CREAM)
    pen.dot(84, 43.4, 5.2, INK)
    pen.dot(86, 41, 1.9, CREAM)
