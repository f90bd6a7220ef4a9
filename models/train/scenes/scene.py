"""One scene of the world, and its picture."""

import itertools
from dataclasses import asdict, dataclass

import numpy as np
import skia

from . import settings, styles, subjects
from .light import LIGHTS, lit, sky
from .palette import COLOURS, jitter, lighter, mix, rgb
from .pen import Pen, skia_colour
from .subjects import boat

WORLD: dict[str, tuple[str, ...]] = {
    "subject": tuple(subjects.DRAW),
    "colour": tuple(COLOURS),
    "setting": tuple(settings.DRAW),
    "time": tuple(LIGHTS),
    "style": tuple(styles.APPLY),
}


@dataclass(frozen=True)
class Scene:
    subject: str
    colour: str
    setting: str
    time: str
    style: str

    def attributes(self) -> dict[str, str]:
        return asdict(self)


ALL_SCENES = [Scene(*words) for words in itertools.product(*WORLD.values())]


def held_out(scene: Scene) -> bool:
    """Whether this combination is kept from training: one in ten, spread over the world, to measure unseen combinations."""
    return sum((i + 3) * words.index(getattr(scene, key)) for i, (key, words) in enumerate(WORLD.items())) % 10 == 7


def render(scene: Scene, width: int, height: int, rng, shifts: tuple[tuple[float, float], ...] = ((0, 0),)) -> np.ndarray:
    """The scene's picture, uint8 RGB [height, width, 3]; everything that may vary is drawn from `rng`.

    `shifts`: the subject is drawn once for each, moved by that share of the shorter side. More than one shows what a
    painted picture must not look like."""
    surface, layer = skia.Surface(width, height), skia.Surface(width, height)
    pen = Pen(surface.getCanvas())
    light = LIGHTS[scene.time]
    sky(pen, scene.time, width, height, rng)
    settings.DRAW[scene.setting](pen, light, width, height, rng)
    if scene.subject == "boat" and scene.setting not in ("sea", "clouds"):
        boat.lake(pen, width, height, height * 0.74, mix(rgb("#2f86bd"), light.sky[0], 0.4))
    for shift in shifts:
        place_subject(Pen(layer.getCanvas()), scene, width, height, rng, shift)
    unit = min(width, height)
    # A rim of light lifts the subject off its background.
    rim = skia.ImageFilters.DropShadow(0, 0, unit * 0.012, unit * 0.012, skia_colour(lighter(light.haze, 0.55), 0.85))
    pen.canvas.drawImage(layer.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), skia.Paint(ImageFilter=rim))
    return (np.clip(styles.APPLY[scene.style](pixels(surface)[..., :3], pixels(layer), rng), 0, 1) * 255 + 0.5).astype(np.uint8)


def pixels(surface: skia.Surface) -> np.ndarray:
    """float32 RGBA [height, width, 4] in 0..1."""
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.float32) / 255


def place_subject(pen: Pen, scene: Scene, width: int, height: int, rng, shift: tuple[float, float]) -> None:
    """Draw the subject large near the middle, moved by `shift` × the shorter side."""
    light = LIGHTS[scene.time]
    x, y, size = subjects.PLACES[scene.subject]
    unit = min(width, height)
    side = unit * size * rng.uniform(0.92, 1.06)
    canvas = pen.canvas
    canvas.save()
    canvas.translate(width * x + unit * (rng.uniform(-0.05, 0.05) + shift[0]), height * y + unit * (rng.uniform(-0.03, 0.03) + shift[1]))
    canvas.rotate(rng.uniform(-5, 5) if scene.subject in ("dragon", "whale", "fish", "balloon") else rng.uniform(-2, 2))
    canvas.scale(side / 100, side / 100)
    canvas.translate(-50, -50)
    subjects.DRAW[scene.subject](pen, lit(light, jitter(COLOURS[scene.colour], rng), 0.35), rng)
    canvas.restore()
