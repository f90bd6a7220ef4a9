"""What changes over the steps. Learning rate: warm up, stay, fall (resuming with more steps goes on from the plateau).
Average of the weights: short at first, so that early pictures are worth looking at."""

import torch

WARMUP_STEPS = 100
FALL_SHARE = 0.4
FLOOR = 0.03


def rate(step: int, steps: int, peak: float) -> float:
    """The rate at `step` of a phase of `steps`: the last two fifths fall linearly to 3 % of `peak`."""
    fall = max(1, int(steps * FALL_SHARE))
    left = (steps - step) / fall
    return peak * min(1.0, (step + 1) / WARMUP_STEPS, max(FLOOR, left))


@torch.no_grad()
def move_average(average: torch.nn.Module, model: torch.nn.Module, step: int, longest: float) -> None:
    """Move `average`'s weights towards `model`'s, keeping at most the share `longest` of what they were."""
    keep = min(longest, (1 + step) / (20 + step))
    torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
