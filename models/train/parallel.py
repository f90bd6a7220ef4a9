"""Several single-threaded workers that train one model on different batches, their gradients averaged after each.

Measured on two cores that other programs use too: one thread a worker is six times faster than two threads in one,
which wait for each other at every operation.
"""

from collections.abc import Callable
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as processes


def run(work: Callable, workers: int, folder: Path, *arguments) -> None:
    """Call `work(rank, *arguments)` in `workers` processes that can average gradients; an error in one ends all."""
    meeting = folder / "workers-meet"
    meeting.unlink(missing_ok=True)
    processes.spawn(_enter, args=(workers, meeting, work, arguments), nprocs=workers)


def _enter(rank: int, workers: int, meeting: Path, work: Callable, arguments: tuple) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=workers)
    work(rank, *arguments)
    dist.destroy_process_group()


@torch.no_grad()
def average_gradients(parameters: list[torch.nn.Parameter]) -> None:
    """Replace every gradient by its mean over the workers."""
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


def wait_for_all() -> None:
    dist.barrier()
