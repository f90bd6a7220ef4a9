# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "numpy", "skia-python", "pillow", "onnx"]
# ///
"""The model card's pictures, painted by the project's own engine, none left out: 48 prompts that were not in training, and
two prompts in several sizes.

    uv run models/train/card.py requests FOLDER > requests.jsonl
    npm run --silent imagine -- --requests requests.jsonl
    uv run models/train/card.py sheet FOLDER
"""

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

from evaluate import told
from export import TARGET
from sheet import sheet
from world import EXAMPLES, RECOMMENDED

COUNT, COLUMNS, SIDE, FIRST_SEED = 48, 8, 192, 100
SIZES = ((192, 192), (192, 320), (320, 320), (384, 256), (256, 384), (384, 384))  # width, height
IN_SIZES = ("a red dragon above snowy mountains at sunset, poster", "a golden cat in the desert by day, watercolour")


def prompts() -> list[str]:
    """The examples of `world.json`, then captions drawn by the generator."""
    return [*EXAMPLES, *told(COUNT, unseen=False)[0]][:COUNT]


def picture(folder: Path, index: int) -> Path:
    return folder / f"{index + 1:02}.png"


def requests(folder: Path) -> list[dict]:
    """Lines for `npm run imagine -- --requests`: the sheet's first, then each prompt of the sizes' in each size."""
    how = {"steps": RECOMMENDED["steps"], "guidance": RECOMMENDED["guidance"]}
    sheet_ones = [{"prompt": prompt, "seed": FIRST_SEED + i, "width": 256, "height": 256} for i, prompt in enumerate(prompts())]
    sized = [{"prompt": prompt, "seed": FIRST_SEED, "width": width, "height": height} for prompt in IN_SIZES for width, height in SIZES]
    return [{**one, **how, "out": str(picture(folder, i))} for i, one in enumerate(sheet_ones + sized)]


def rows_of_sizes(folder: Path) -> Image.Image:
    """A row for each prompt, the pictures at half their size."""
    painted = [Image.open(picture(folder, COUNT + i)).convert("RGB").reduce(2) for i in range(len(IN_SIZES) * len(SIZES))]
    gap, height = 4, max(height for _, height in SIZES) // 2
    page = Image.new("RGB", (sum(width // 2 + gap for width, _ in SIZES) + gap, len(IN_SIZES) * (height + gap) + gap), "white")
    for row in range(len(IN_SIZES)):
        x = gap
        for one in painted[row * len(SIZES) :][: len(SIZES)]:
            page.paste(one, (x, gap + row * (height + gap)))
            x += one.width + gap
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("requests", "sheet"))
    parser.add_argument("folder", type=Path, help="of the painted pictures")
    options = parser.parse_args()
    if options.what == "requests":
        for request in requests(options.folder):
            print(json.dumps(request))
        return
    painted = [Image.open(picture(options.folder, i)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS) for i in range(COUNT)]
    Image.fromarray(sheet([np.asarray(one) for one in painted], COLUMNS)).save(TARGET / "sheet.jpg", quality=88)
    rows_of_sizes(options.folder).save(TARGET / "sizes.jpg", quality=88)
    print("\n".join(f"{i + 1}. {prompt}" for i, prompt in enumerate(prompts())))


if __name__ == "__main__":
    main()
