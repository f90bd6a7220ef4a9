"""A dragon in flight: both wings up, a proud neck, horns, spines, and a spade at the tail's end."""

import skia

from ..palette import RGB, WHITE, darker, lighter, mix
from ..pen import Pen, Point, blob, polygon, scallop, smooth, tube

SPINE = [(8, 70, 0.8), (13, 82, 2.4), (26, 87, 4.6), (40, 80, 8.5), (53, 69, 12), (64, 57, 10), (71, 45, 6.6), (76, 34, 6), (82, 28, 6.5)]
HORN = (0.98, 0.91, 0.74)
INK = (0.08, 0.05, 0.1)


def wing(pen: Pen, root: Point, wrist: Point, tips: list[Point], membrane: RGB, bone: RGB) -> None:
    """A bat's wing: an arm from `root` over `wrist` to the first tip, and membrane hung in scallops between the tips."""
    arm = smooth([root, ((root[0] + wrist[0]) / 2 - 3, (root[1] + wrist[1]) / 2), wrist, tips[0]], closed=False)
    pen.shade(polygon([*arm, *scallop(tips[0], [*tips[1:], root], wrist, 0.4)]), lighter(membrane, 0.22), darker(membrane, 0.16))
    for tip in tips[1:]:
        pen.line([wrist, tip], bone, 2.4)
    pen.line(arm, bone, 4.2)


def spines(pen: Pen, colour: RGB) -> None:
    curve = smooth(SPINE, closed=False)
    for i in range(18, len(curve) - 14, 10):
        x, y, r = curve[i]
        dx, dy = curve[i + 1][:2] - curve[i - 1][:2]
        length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
        ux, uy = dx / length, dy / length
        foot, top = r * 0.7, r + 6.5
        pen.fill(polygon([(x + uy * foot - ux * 6, y - ux * foot - uy * 6), (x + uy * top - ux * 4.5, y - ux * top - uy * 4.5), (x + uy * foot + ux * 6, y - ux * foot + uy * 6)]), colour)


def head(pen: Pen, colour: RGB) -> None:
    pen.fill(blob([(80, 24), (72, 19), (66, 10), (73, 14), (84, 19)]), mix(HORN, colour, 0.15))
    pen.fill(blob([(84, 22), (78, 13), (78, 1), (85, 10), (92, 20)]), HORN)
    pen.shade(blob([(73, 28), (77, 19), (88, 16.5), (95, 22.5), (103, 24), (106, 30), (100, 35), (89, 38.5), (78, 38)]), lighter(colour, 0.24), darker(colour, 0.05))
    pen.line(smooth([(105, 30.5), (98, 32.4), (91, 32.4)], closed=False), darker(colour, 0.55), 2)
    pen.dot(86.5, 25, 5.6, WHITE)
    pen.dot(88, 25.3, 3.7, INK)
    pen.dot(89.4, 23.7, 1.3, WHITE)


def draw(pen: Pen, colour: RGB, rng) -> None:
    lift = rng.uniform(-4, 4)
    dark, bone = darker(colour, 0.38), darker(colour, 0.5)
    membrane = mix(colour, HORN, 0.22)
    wing(pen, (60, 58), (58, 20 - lift), [(69, -4 - lift), (40, 4 - lift)], darker(membrane, 0.3), darker(colour, 0.6))
    for x, y, far in ((59, 73, 0.3), (48, 78, 0.1)):
        limb = darker(colour, far)
        pen.fill(tube([(x, y, 5.5), (x + 5, y + 9, 3.8), (x - 1, y + 15, 2.8)]), limb)
        pen.fill(blob([(x - 3, y + 13), (x + 6, y + 16), (x + 8, y + 19), (x - 3, y + 19)]), limb)
    pen.fill(polygon([(4, 75), (0, 58), (16, 67), (11, 73)]), dark)
    spines(pen, dark)
    body = tube(SPINE)
    pen.shade(body, lighter(colour, 0.2), darker(colour, 0.14))
    pen.canvas.save()
    pen.canvas.clipPath(body, skia.ClipOp.kIntersect, True)
    pen.fill(tube([(22, 95, 2), (40, 90, 5), (58, 80, 8), (72, 64, 7.5), (80, 48, 5.5), (84, 38, 4.5)]), mix(lighter(colour, 0.5), HORN, 0.55))
    pen.canvas.restore()
    wing(pen, (57, 60), (37, 22 - lift), [(6, 0 - lift), (-4, 28 - lift * 0.5), (12, 54)], membrane, bone)
    head(pen, colour)
