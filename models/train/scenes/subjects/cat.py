"""A cat that sits and looks at you: big head, pointed ears, a tail curled beside it."""

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, polygon, smooth, tube
from .castle import mound

INK = (0.1, 0.07, 0.14)


def face(pen: Pen, colour: RGB, iris: RGB) -> None:
    for side in (-1, 1):
        pen.fill(polygon([(50 + side * 25, 30), (50 + side * 24, 1), (50 + side * 6, 18)]), colour)
        pen.fill(polygon([(50 + side * 21, 24), (50 + side * 21.5, 8), (50 + side * 11, 18)]), mix(colour, (1, 0.65, 0.65), 0.7))
    pen.shade(blob([(24, 32), (30, 18), (50, 13), (70, 18), (76, 32), (70, 46), (50, 52), (30, 46)]), lighter(colour, 0.16), darker(colour, 0.06))
    pen.fill(blob([(40, 43), (50, 38), (60, 43), (57, 50), (50, 51.5), (43, 50)]), mix(lighter(colour, 0.65), (1, 0.97, 0.9), 0.5))
    for side in (-1, 1):
        x = 50 + side * 12
        pen.dot(x, 31, 7.6, iris)
        pen.dot(x, 31, 5, INK)
        pen.dot(x + 1.8, 28.6, 2, (1, 1, 1))
        pen.line(smooth([(50, 44), (50 + side * 3, 46.5), (50 + side * 6, 44.5)], closed=False), INK, 1.6)
    pen.fill(polygon([(46, 38.5), (54, 38.5), (50, 43.5)]), (0.95, 0.5, 0.5))


def draw(pen: Pen, colour: RGB, rng) -> None:
    curl = rng.uniform(-4, 4)
    mound(pen)
    pen.fill(tube([(64, 88, 5), (82, 90, 5.2), (91, 78, 5), (86, 64 + curl, 4.5), (92, 53 + curl, 3.4)]), darker(colour, 0.22))
    pen.shade(blob([(50, 42), (66, 52), (74, 74), (74, 90), (66, 96), (50, 97), (34, 96), (26, 90), (26, 74), (34, 52)]), lighter(colour, 0.06), darker(colour, 0.2))
    pen.fill(blob([(50, 50), (59, 60), (60, 74), (50, 82), (40, 74), (41, 60)]), mix(lighter(colour, 0.65), (1, 0.97, 0.9), 0.5))
    for x in (42, 58):
        pen.fill(blob([(x - 6, 76), (x, 72), (x + 6, 76), (x + 7, 94), (x, 98), (x - 7, 94)]), lighter(colour, 0.14))
    pen.line([(50, 82), (50, 96)], darker(colour, 0.4), 1.2)
    face(pen, colour, (0.98, 0.85, 0.3) if colour[1] < 0.6 or colour[2] > 0.6 else (0.45, 0.85, 0.6))
