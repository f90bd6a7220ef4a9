"""A small judge: reads subject, colour, setting, time and style off a picture. Trained on the generator's pictures."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import checkpoint
from scenes.scene import ALL_SCENES, WORLD, render
from schedule import rate

SIDE = 64
PICTURES = 4000
BATCH = 32
PEAK_RATE = 2e-3


class Judge(torch.nn.Module):
    """[n, 3, 64, 64] in −1..1 → logits per question."""

    def __init__(self, answers: dict[str, int]):
        """`answers`: how many each question has."""
        super().__init__()
        layers, before = [], 3
        for channels in (24, 48, 96, 128):
            layers += [torch.nn.Conv2d(before, channels, 3, padding=1), torch.nn.GroupNorm(8, channels), torch.nn.SiLU(), torch.nn.MaxPool2d(2)]
            before = channels
        self.body = torch.nn.Sequential(*layers, torch.nn.Conv2d(before, 128, 3, padding=1), torch.nn.SiLU())
        self.heads = torch.nn.ModuleDict({key: torch.nn.Linear(128 * 16, count) for key, count in answers.items()})

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        features = self.body(x).flatten(1)
        return {key: head(features) for key, head in self.heads.items()}


def judge_input(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [n, h, w, 3] of any size → [n, 3, 64, 64]."""
    x = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return F.interpolate(x, size=(SIDE, SIDE), mode="area")


def labels_of(indices: np.ndarray) -> torch.Tensor:
    """Scene indices [n] → classes [n, 5]."""
    return torch.tensor([[WORLD[key].index(value) for key, value in ALL_SCENES[i].attributes().items()] for i in indices])


def drawn(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, len(ALL_SCENES), count)
    return judge_input(np.stack([render(ALL_SCENES[i], 128, 128, rng) for i in indices])), labels_of(indices)


def roughen(x: torch.Tensor) -> torch.Tensor:
    """What a painted picture differs in: softness, grain, a shift of light."""
    if torch.rand(()) < 0.5:
        x = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    return x + 0.08 * torch.randn_like(x) + 0.06 * torch.randn(len(x), 3, 1, 1)


@torch.no_grad()
def share_right(judge: Judge, x: torch.Tensor, labels: torch.Tensor) -> dict[str, float]:
    found = judge(x)
    return {key: round((logits.argmax(1) == labels[:, i]).float().mean().item(), 4) for i, (key, logits) in enumerate(found.items())}


def taught(path: Path, answers: dict[str, int], draw: Callable[[int, int], tuple[torch.Tensor, torch.Tensor]], steps: int, seed: int) -> Judge:
    """The judge from `path`, or taught now on what `draw(count, seed)` makes; its score on held-out drawings is printed."""
    torch.manual_seed(seed)
    judge = Judge(answers)
    if state := checkpoint.load(path):
        judge.load_state_dict(state["model"])
        return judge.eval()
    started = time.monotonic()
    x, labels = draw(PICTURES, seed)
    optimiser = torch.optim.AdamW(judge.parameters(), lr=PEAK_RATE, weight_decay=0.05)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, PEAK_RATE)
        chosen = torch.randint(0, PICTURES, (BATCH,))
        loss = sum(F.cross_entropy(logits, labels[chosen, i]) for i, logits in enumerate(judge(roughen(x[chosen])).values()))
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    print(f"{path.stem} on 500 held-out drawings: {share_right(judge.eval(), *draw(500, seed + 1))} ({time.monotonic() - started:.0f} s)")
    checkpoint.save(path, {"model": judge.state_dict()})
    return judge


def trained(folder: Path) -> Judge:
    """Reads the five attributes."""
    return taught(folder / "judge.pt", {key: len(values) for key, values in WORLD.items()}, drawn, steps=800, seed=5)
