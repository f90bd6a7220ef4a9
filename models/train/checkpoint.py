"""Checkpoints outside the work tree: written beside and renamed, so that a stop at any moment leaves a whole one."""

import os
from pathlib import Path

import torch

EVERY_SECONDS = 150


def work_folder(given: str | None) -> Path:
    """Where renders, checkpoints and logs live: `given`, or the user's cache."""
    folder = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dragon-wings" / "train"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save(path: Path, state: dict) -> None:
    """Write `state` atomically. Random numbers are seeded anew from (seed, step, worker) at each start, so none are kept."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def load(path: Path) -> dict | None:
    """The state last saved at `path`, or None on a first start."""
    return torch.load(path) if path.exists() else None
