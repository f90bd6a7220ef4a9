"""A cottage: a great roof, a round-topped door, two lit windows, smoke from the chimney."""

import skia

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, polygon
from .castle import mound

LAMP = (1.0, 0.87, 0.45)


def box(left: float, top: float, right: float, bottom: float, corner: float = 0) -> skia.Path:
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(left, top, right, bottom), corner, corner))
    return path


def draw(pen: Pen, colour: RGB, rng) -> None:
    top = 12 + rng.uniform(-3, 3)
    wall = mix(lighter(colour, 0.66), (1.0, 0.96, 0.86), 0.4)
    for x, y, size in ((75, 6, 4.5), (80, -3, 6), (88, -13, 7.5)):
        pen.dot(x, y, size, (0.97, 0.97, 0.99), 0.85)
    pen.shade(box(66, 12, 79, 44), darker(colour, 0.3), darker(colour, 0.5))
    pen.fill(box(64, 11, 81, 17), darker(colour, 0.55))
    pen.shade(box(13, 46, 87, 94), lighter(wall, 0.15), darker(wall, 0.16))
    pen.fill(box(13, 50, 87, 57), darker(wall, 0.3))
    pen.shade(polygon([(0, 53), (50, top - 6), (100, 53)]), lighter(colour, 0.14), darker(colour, 0.16), 0.4)
    pen.line([(0, 53), (50, top - 6), (100, 53)], darker(colour, 0.38), 3.6)
    pen.dot(50, 36, 7, darker(colour, 0.45))
    pen.dot(50, 36, 5, LAMP)
    for x in (18.5, 64.5):
        pen.fill(box(x - 1.8, 61.2, x + 18.8, 79.8, 3), darker(colour, 0.45))
        pen.fill(box(x, 63, x + 17, 78, 2), LAMP)
        pen.line([(x + 8.5, 63), (x + 8.5, 78)], darker(colour, 0.45), 1.8)
    door = box(41, 61, 59, 102, 9)
    pen.canvas.save()
    pen.canvas.clipRect(skia.Rect.MakeLTRB(0, 0, 100, 94))
    pen.shade(door, darker(colour, 0.12), darker(colour, 0.45))
    pen.canvas.restore()
    pen.dot(55, 79, 1.6, LAMP)
    mound(pen)
