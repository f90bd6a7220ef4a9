"""Captions of scenes as people write prompts: many orders, synonyms, things left out, words that mean nothing here."""

from .scene import WORLD, Scene
from .words import FILLERS, PHRASES

KEEP = {"subject": 0.96, "colour": 0.9, "setting": 0.88, "time": 0.85, "style": 0.8}
STYLE_OPENINGS = ("{} of", "a {} of", "{},", "{}:")
OPENINGS = ("a picture of", "an image of", "paint", "draw", "imagine", "i want", "show me")
TEMPLATES = (
    "{thing} {setting} {time}, {style}",
    "{thing} {setting}, {time}, {style}",
    "{thing} {time} {setting}, {style}",
    "{style}, {thing} {setting} {time}",
    "{thing}, {style}, {setting}, {time}",
    "{time}, {thing} {setting}, {style}",
    "{setting}, {time}, {thing}, {style}",
    "{thing}, {time}, {setting}, {style}",
    "{thing} {setting} {style} {time}",
)


def thing(rng, colour: str, subject: str) -> str:
    """'a red dragon', 'dragon, red', 'the dragon is red', whichever of the two words are there."""
    if not subject:
        return colour and f"{colour} colours"
    if colour and rng.random() < 0.12:
        return str(rng.choice([f"{subject}, {colour}", f"the {subject} is {colour}", f"a {subject} which is {colour}"]))
    article = str(rng.choice(["a", "a", "a", "the", "one", ""]))
    filler = str(rng.choice(FILLERS)) if rng.random() < 0.12 else ""
    return " ".join(part for part in (article, filler, colour, subject) if part)


def caption(scene: Scene, rng) -> tuple[str, dict[str, int]]:
    """A caption, and what it says: for each attribute the value's index in WORLD, or −1 where it is left out."""
    keep_all = rng.random() < 0.4
    said = {key: keep_all or rng.random() < share for key, share in KEEP.items()}
    words = {key: str(rng.choice(PHRASES[key][getattr(scene, key)])) if said[key] else "" for key in WORLD}
    parts = {"thing": thing(rng, words["colour"], words["subject"]), **{key: words[key] for key in ("setting", "time", "style")}}
    template = str(rng.choice(TEMPLATES))
    if parts["style"] and rng.random() < 0.2:
        parts["thing"] = str(rng.choice(STYLE_OPENINGS)).format(parts.pop("style")) + " " + parts["thing"]
        parts["style"] = ""
    text = tidy(template.format(**parts))
    if rng.random() < 0.15:
        text = f"{rng.choice(OPENINGS)} {text}"
    if rng.random() < 0.35:
        text = ", ".join([text, *rng.choice(FILLERS, rng.integers(1, 4))])
    return text, {key: WORLD[key].index(getattr(scene, key)) if said[key] else -1 for key in WORLD}


def tidy(text: str) -> str:
    """Without the gaps that left-out parts leave."""
    pieces = [" ".join(piece.split()) for piece in text.split(",")]
    return ", ".join(piece for piece in pieces if piece)
