# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "safetensors", "numpy", "skia-python", "pillow", "onnx"]
# ///
"""Train Dragon Wings' own model: every phase in order, each going on where it was stopped.

    uv run models/train/train.py [--work FOLDER]

`--warm-from models/dragon-mini` starts an empty work folder with a shipped model's weights: the UNet learns on from them.
"""

import argparse
import os
import time
from functools import partial
from pathlib import Path

import decoder
import latents
import parallel
import text
import unet
import vae
import warm
from checkpoint import work_folder
from renders import pictures

SEED = 30


def say(folder: Path, line: str) -> None:
    """Print `line` with the time, and append it to the log."""
    stamped = f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {line}"
    print(stamped, flush=True)
    with (folder / "log.txt").open("a") as log:
        log.write(stamped + "\n")


def all_phases(rank: int, folder: Path, options: argparse.Namespace) -> None:
    tell = partial(say, folder)
    if not options.warm_from:
        vae.train(rank, folder, options.vae_steps, SEED, tell)
        parallel.wait_for_all()
        text.train(rank, folder, options.text_steps, SEED, tell)
    latents.prepare(rank, options.workers, folder, SEED, tell)
    unet.train(rank, options.workers, folder, options.unet_steps, options.unet_rate, SEED, tell)
    decoder.train(rank, options.workers, folder, options.decoder_steps, SEED, tell)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", help="folder for renders, checkpoints and the log")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--vae-steps", type=int, default=5000)
    parser.add_argument("--text-steps", type=int, default=900)
    parser.add_argument("--unet-steps", type=int, default=15000)
    parser.add_argument("--unet-rate", type=float, default=unet.PEAK_RATE, help="learning rate before its fall; a smaller one for weights that are good already")
    parser.add_argument("--decoder-steps", type=int, default=600, help="of the VAE's decoder, after the UNet")
    parser.add_argument("--warm-from", type=Path, help="a model folder whose weights an empty work folder starts with; name it at each resume")
    options = parser.parse_args()
    folder = work_folder(options.work)
    if options.warm_from and not (folder / "unet.pt").exists():
        warm.write_checkpoints(options.warm_from, folder)
    for size, count, seed in ((256, 2000, SEED), (128, 4000, SEED + 1), (256, 250, SEED + 7)):
        pictures(folder, size, count, seed)
    parallel.run(all_phases, options.workers, folder, folder, options)


if __name__ == "__main__":
    main()
