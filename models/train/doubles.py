"""A second judge: whether a thing stands in a picture once, or doubled, as models do on canvases larger than they learned on."""

from pathlib import Path

import numpy as np
import torch

from classifier import Judge, judge_input, taught
from scenes.scene import ALL_SCENES, render

ANSWERS = {"doubled": 2}


def drawn(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Drawings in many shapes, half of them with the subject twice or three times; 1 where it is."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, count)
    pictures = []
    for doubled in labels:
        width, height = rng.choice((128, 160, 192), 2)
        shifts = [(0.0, 0.0)]
        for _ in range(rng.integers(1, 3) if doubled else 0):
            angle, way = rng.uniform(0, 2 * np.pi), rng.uniform(0.22, 0.5)
            shifts.append((float(np.cos(angle) * way), float(np.sin(angle) * way)))
        scene = ALL_SCENES[rng.integers(0, len(ALL_SCENES))]
        pictures.append(judge_input(render(scene, int(width), int(height), rng, tuple(shifts))[None]))
    return torch.cat(pictures), torch.from_numpy(labels)[:, None]


def trained(folder: Path) -> Judge:
    return taught(folder / "doubles.pt", ANSWERS, drawn, steps=1200, seed=6)


@torch.no_grad()
def share_doubled(judge: Judge, pictures: list[np.ndarray]) -> float:
    """Of uint8 pictures [h, w, 3]."""
    return judge(judge_input(np.stack(pictures)))["doubled"].argmax(1).float().mean().item()
