"""Drawing on a skia canvas with shapes that a silhouette is made of."""

from collections.abc import Sequence

import numpy as np
import skia

from .palette import RGB

Point = tuple[float, float]


def skia_colour(colour: RGB, alpha: float = 1.0) -> int:
    return skia.Color4f(*colour, alpha).toColor()


def smooth(points: Sequence[Sequence[float]], closed: bool = True, samples: int = 10) -> np.ndarray:
    """Catmull-Rom curve through `points` [n, d] → [m, d]; more columns than x, y (a radius) are carried along."""
    knots = np.asarray(points, dtype=float)
    padded = np.vstack([knots[-1:], knots, knots[:2]]) if closed else np.vstack([knots[:1], knots, knots[-1:]])
    t = np.linspace(0, 1, samples, endpoint=False)[:, None]
    pieces = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3))
    return np.vstack(pieces if closed else [*pieces, knots[-1:]])


def polygon(points: Sequence[Sequence[float]]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in points], True)
    return path


def blob(points: Sequence[Sequence[float]]) -> skia.Path:
    """Closed smooth shape through `points`."""
    return polygon(smooth(points))


def tube(spine: Sequence[Sequence[float]]) -> skia.Path:
    """Tapered tube along (x, y, radius) knots: necks, tails, limbs."""
    curve = smooth(spine, closed=False)
    direction = np.gradient(curve[:, :2], axis=0)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True) + 1e-9
    side = np.stack([-direction[:, 1], direction[:, 0]], axis=1) * np.maximum(curve[:, 2:3], 0.05)
    path = polygon(np.vstack([curve[:, :2] + side, (curve[:, :2] - side)[::-1]]))
    end = skia.Path()
    end.addCircle(float(curve[-1, 0]), float(curve[-1, 1]), float(curve[-1, 2]))
    return skia.Op(path, end, skia.PathOp.kUnion_PathOp)


def scallop(start: Point, ends: Sequence[Point], sag: Point, depth: float) -> list[skia.Point]:
    """Points of a scalloped edge from `start` through `ends`, each arc pulled towards `sag` by `depth` (0..1)."""
    points: list[skia.Point] = []
    for a, b in zip([start, *ends], ends, strict=False):
        control = [(u + v) / 2 * (1 - depth) + s * depth for u, v, s in zip(a, b, sag, strict=True)]
        for t in np.linspace(0, 1, 9):
            points.append(tuple((1 - t) ** 2 * a[i] + 2 * t * (1 - t) * control[i] + t**2 * b[i] for i in (0, 1)))
    return points


class Pen:
    """Fills and strokes on one canvas, in that canvas' current coordinates."""

    def __init__(self, canvas: skia.Canvas):
        self.canvas = canvas

    def fill(self, path: skia.Path, colour: RGB, alpha: float = 1.0) -> None:
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=skia_colour(colour, alpha)))

    def shade(self, path: skia.Path, top: RGB, bottom: RGB, slant: float = 0.25) -> None:
        """Fill with a gradient over the path's bounds, from upper left to lower right by `slant`."""
        box = path.computeTightBounds()
        lean = slant * (box.right() - box.left())
        centre = (box.left() + box.right()) / 2
        ends = [skia.Point(centre - lean, box.top()), skia.Point(centre + lean, box.bottom())]
        shader = skia.GradientShader.MakeLinear(ends, [skia_colour(top), skia_colour(bottom)])
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))

    def line(self, points: Sequence[Sequence[float]], colour: RGB, width: float, alpha: float = 1.0) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(float(x), float(y)) for x, y in points], False)
        paint = skia.Paint(AntiAlias=True, Color=skia_colour(colour, alpha), Style=skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        self.canvas.drawPath(path, paint)

    def dot(self, x: float, y: float, radius: float, colour: RGB, alpha: float = 1.0) -> None:
        self.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=skia_colour(colour, alpha)))

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float) -> None:
        """A disc of light that fades to nothing at `radius`."""
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, y), radius, [skia_colour(colour, alpha), skia_colour(colour, alpha * 0.35), skia_colour(colour, 0)], [0, 0.4, 1]
        )
        self.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=shader))
