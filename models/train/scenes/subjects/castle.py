"""A fairy-tale castle: keep, two towers under pointed roofs, lit windows, flags."""

import skia

from ..palette import RGB, darker, lighter, mix
from ..pen import Pen, blob, polygon


def tower(pen: Pen, x: float, width: float, top: float, wall: RGB, roof: RGB, roof_height: float) -> None:
    body = skia.Path()
    body.addRect(skia.Rect.MakeLTRB(x - width / 2, top, x + width / 2, 92))
    pen.shade(body, lighter(wall, 0.18), darker(wall, 0.22), 0.6)
    eaves = width / 2 + 3
    pen.shade(polygon([(x - eaves, top + 1), (x, top - roof_height), (x + eaves, top + 1)]), lighter(roof, 0.1), darker(roof, 0.3), 0.6)
    pen.line([(x, top - roof_height), (x, top - roof_height - 9)], darker(roof, 0.5), 1.8)
    pen.fill(polygon([(x, top - roof_height - 11), (x + 11, top - roof_height - 7), (x, top - roof_height - 3)]), lighter(roof, 0.25))


def mound(pen: Pen) -> None:
    """The green hillock that the castle stands on, and the cat sits on."""
    pen.shade(blob([(0, 96), (8, 91), (50, 89.5), (92, 91), (100, 96), (90, 101), (50, 103), (10, 101)]), (0.47, 0.62, 0.36), (0.34, 0.38, 0.30), 0)


def window(pen: Pen, x: float, y: float, size: float = 3.6) -> None:
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(x - size, y - size * 1.5, x + size, y + size * 1.5), size, size))
    pen.fill(path, (1.0, 0.87, 0.45))


def draw(pen: Pen, colour: RGB, rng) -> None:
    wall = mix(lighter(colour, 0.42), (0.93, 0.9, 0.86), 0.15)
    roof = darker(colour, 0.08)
    high = rng.uniform(-3, 3)
    tower(pen, 50, 26, 34 + high, wall, roof, 26)
    tower(pen, 20, 17, 46, darker(wall, 0.08), roof, 24)
    tower(pen, 80, 17, 46, darker(wall, 0.08), roof, 24)
    hall = skia.Path()
    hall.addRect(skia.Rect.MakeLTRB(24, 64, 76, 92))
    pen.shade(hall, lighter(wall, 0.1), darker(wall, 0.15))
    for x in range(25, 72, 10):
        battlement = skia.Path()
        battlement.addRect(skia.Rect.MakeLTRB(x, 58, x + 6, 65))
        pen.fill(battlement, lighter(wall, 0.08))
    for x, y in ((50, 48), (20, 61), (80, 61)):
        window(pen, x, y + (high if x == 50 else 0))
    gate = skia.Path()
    gate.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(42, 71, 58, 100), 8, 8))
    pen.canvas.save()
    pen.canvas.clipRect(skia.Rect.MakeLTRB(0, 0, 100, 92))
    pen.fill(gate, darker(colour, 0.62))
    pen.canvas.restore()
    mound(pen)
