# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "safetensors", "numpy", "skia-python", "pillow", "onnx"]
# ///
"""How well the checkpoint in the work folder paints what it is told: attributes right, as a judge network sees them.

    uv run models/train/evaluate.py [--count 300] [--guidance 4] [--unseen] [--sheet sheet.png]

Pictures are of captions never trained on (`--unseen`: of combinations never trained on), DPM++ 2M Karras. One line of
JSON is printed and appended to `scores.jsonl` in the work folder.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import checkpoint
from classifier import judge_input, labels_of, share_right, trained
from latents import captions_of
from pipeline import assemble, exported, paint
from scenes.captions import caption
from scenes.scene import ALL_SCENES, held_out
from sheet import sheet
from train import SEED

CAPTION_SEED = 991


def told(count: int, unseen: bool) -> tuple[list[str], np.ndarray]:
    """Captions that leave nothing out and were not among the UNet's, and their scenes' indices."""
    rng = np.random.default_rng(CAPTION_SEED)
    choices = [i for i, scene in enumerate(ALL_SCENES) if held_out(scene) == unseen]
    texts, indices = [], []
    while len(texts) < count:
        index = rng.choice(choices)
        text, said = caption(ALL_SCENES[index], rng)
        if min(said.values()) >= 0 and text not in captions_of(index, SEED):
            texts.append(text)
            indices.append(index)
    return texts, np.array(indices)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work")
    parser.add_argument("--workers", type=int, default=2, help="how many trained (names the latents' files)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=4)
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--exported", action="store_true", help="what export.py took last, instead of the newest checkpoint")
    parser.add_argument("--sheet", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = checkpoint.work_folder(options.work)
    judge = trained(folder)
    started = time.monotonic()
    texts, indices = told(options.count, options.unseen)
    pipeline = exported(folder) if options.exported else assemble(folder, options.workers)
    pictures = paint(pipeline, texts, options.guidance, options.steps)
    trained_steps = "exported" if options.exported else checkpoint.load(folder / "unet.pt")["step"]
    line = {
        "unet_step": trained_steps, "count": options.count, "guidance": options.guidance, "steps": options.steps, "unseen": options.unseen,
        **share_right(judge, judge_input(np.stack(pictures)), labels_of(indices)), "seconds": round(time.monotonic() - started),
    }  # fmt: skip
    print(json.dumps(line))
    with (folder / "scores.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    if options.sheet:
        Image.fromarray(sheet(pictures[:24], 6)).save(options.sheet)
        print("\n".join(texts[:24]))


if __name__ == "__main__":
    main()
