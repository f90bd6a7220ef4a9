"""Settings. Each file has `draw(pen, light, width, height, rng)` in pixels-like units, over the sky."""

from . import clouds, desert, forest, mountains, sea

DRAW = {"mountains": mountains.draw, "sea": sea.draw, "forest": forest.draw, "desert": desert.draw, "clouds": clouds.draw}
