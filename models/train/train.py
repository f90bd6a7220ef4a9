# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "safetensors", "numpy", "skia-python", "pillow"]
# ///
"""Train Dragon Wings' own model: every phase in order, each going on where it was stopped.

    uv run models/train/train.py [--work FOLDER]
"""

import argparse
import os
import time

# Large tensors are given back to the kernel and faulted in again every step otherwise.
os.environ.setdefault("MALLOC_MMAP_MAX_", "0")

import torch

import vae
from checkpoint import work_folder

SEED = 20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", help="folder for renders, checkpoints and the log")
    options.add_argument("--threads", type=int, default=os.cpu_count())
    options.add_argument("--vae-steps", type=int, default=3000)
    arguments = options.parse_args()
    torch.set_num_threads(arguments.threads)
    folder = work_folder(arguments.work)

    def say(line: str) -> None:
        stamped = f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {line}"
        print(stamped, flush=True)
        with (folder / "log.txt").open("a") as log:
            log.write(stamped + "\n")

    vae.train(folder, arguments.vae_steps, SEED, say)


if __name__ == "__main__":
    main()
