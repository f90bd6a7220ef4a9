"""`world.json`: the words that the model knows, for programs that tell people about them."""

import json
from pathlib import Path

from scenes.words import PHRASES

RECOMMENDED = {"scheduler": "dpmpp_2m_karras", "steps": 20, "guidance": 3, "width": 256, "height": 256}
EXAMPLES = (
    "a red dragon above snowy mountains at sunset, watercolour",
    "a golden castle in the desert at night, flat poster",
    "a purple cat in the forest by moonlight, neon",
    "a white sailing ship on the ocean at noon, flat illustration",
    "a blue hot air balloon above the clouds in the evening, poster",
    "a green fish over the waves on a sunny day, watercolour",
)


def write(path: Path) -> None:
    """Words by attribute and value, each value's own name first."""
    words = {
        attribute: {value: list(dict.fromkeys([value, *phrases])) for value, phrases in values.items()}
        for attribute, values in PHRASES.items()
    }
    path.write_text(json.dumps({"words": words, "examples": EXAMPLES, "recommended": RECOMMENDED}, indent=2) + "\n")
