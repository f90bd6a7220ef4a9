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


def render(scene: Scene, width: int, height: int, rng) -> np.ndarray:
    """The scene's picture, uint8 RGB [height, width, 3]; everything that may vary is drawn from `rng`."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    pen = Pen(canvas)
    light = LIGHTS[scene.time]
    sky(pen, scene.time, width, height, rng)
    settings.DRAW[scene.setting](pen, light, width, height, rng)
    if scene.subject == "boat" and scene.setting != "sea":
        boat.lake(pen, width, height, height * 0.74, mix(rgb("#2f86bd"), light.sky[0], 0.4))
    place_subject(pen, scene, width, height, rng)
    picture = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(np.float32) / 255
    return (np.clip(styles.APPLY[scene.style](picture, rng), 0, 1) * 255 + 0.5).astype(np.uint8)


def place_subject(pen: Pen, scene: Scene, width: int, height: int, rng) -> None:
    """Draw the subject large near the middle, with a rim of light that lifts it off its background."""
    light = LIGHTS[scene.time]
    x, y, size = subjects.PLACES[scene.subject]
    unit = min(width, height)
    side = unit * size * rng.uniform(0.92, 1.06)
    canvas = pen.canvas
    halo = skia.ImageFilters.DropShadow(0, 0, unit * 0.012, unit * 0.012, skia_colour(lighter(light.haze, 0.55), 0.85))
    canvas.saveLayer(None, skia.Paint(ImageFilter=halo))
    canvas.translate(width * x + unit * rng.uniform(-0.05, 0.05), height * y + unit * rng.uniform(-0.03, 0.03))
    canvas.rotate(rng.uniform(-5, 5) if scene.subject in ("dragon", "whale") else rng.uniform(-2, 2))
    canvas.scale(side / 100, side / 100)
    canvas.translate(-50, -50)
    subjects.DRAW[scene.subject](pen, lit(light, jitter(COLOURS[scene.colour], rng), 0.35), rng)
    canvas.restore()
