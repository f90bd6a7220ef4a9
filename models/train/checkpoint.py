"""Checkpoints outside the work tree: written beside and renamed, so that a stop at any moment leaves a whole one."""

import os
from pathlib import Path

import torch

EVERY_SECONDS = 240


def work_folder(given: str | None) -> Path:
    """Where renders, checkpoints and logs live: `given`, or the user's cache."""
    folder = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dragon-wings" / "train"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save(path: Path, state: dict) -> None:
    """Write `state` and torch's RNG state atomically."""
    part = path.with_suffix(".part")
    torch.save({**state, "torch_rng": torch.get_rng_state()}, part)
    part.replace(path)


def load(path: Path) -> dict | None:
    """The state last saved at `path` with torch's RNG put back, or None on a first start."""
    if not path.exists():
        return None
    state = torch.load(path, weights_only=False)
    torch.set_rng_state(state["torch_rng"])
    return state
