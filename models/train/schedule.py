"""Learning rate: warm up, stay, fall. Resuming with more steps goes on from the plateau (warm-up–stable–decay)."""

WARMUP_STEPS = 100
FALL_SHARE = 0.25
FLOOR = 0.03


def rate(step: int, steps: int, peak: float) -> float:
    """The rate at `step` of a phase of `steps`: the last quarter falls linearly to 3 % of `peak`."""
    fall = max(1, int(steps * FALL_SHARE))
    left = (steps - step) / fall
    return peak * min(1.0, (step + 1) / WARMUP_STEPS, max(FLOOR, left))
