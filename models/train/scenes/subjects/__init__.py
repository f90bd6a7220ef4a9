"""Subjects. Each file has `draw(pen, colour, rng)` in a box of 100 × 100 units (y down), facing right."""

from . import balloon, boat, castle, cat, dragon, fish, house, whale

# Where the box stands in the picture: centre x, centre y and side, in shares of the picture's shorter side.
PLACES = {
    "dragon": (0.5, 0.48, 0.76),
    "castle": (0.5, 0.56, 0.70),
    "cat": (0.5, 0.60, 0.66),
    "boat": (0.5, 0.56, 0.72),
    "whale": (0.5, 0.47, 0.74),
    "balloon": (0.5, 0.46, 0.76),
    "house": (0.5, 0.58, 0.68),
    "fish": (0.5, 0.48, 0.70),
}

DRAW = {
    "dragon": dragon.draw,
    "castle": castle.draw,
    "cat": cat.draw,
    "boat": boat.draw,
    "whale": whale.draw,
    "balloon": balloon.draw,
    "house": house.draw,
    "fish": fish.draw,
}
