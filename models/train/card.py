# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "numpy", "skia-python", "pillow", "onnx"]
# ///
"""The model card's contact sheet: 48 prompts that were not in training, painted by the project's own engine, none left out.

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


def prompts() -> list[str]:
    """The examples of `world.json`, then captions drawn by the generator."""
    return [*EXAMPLES, *told(COUNT, unseen=False)[0]][:COUNT]


def picture(folder: Path, index: int) -> Path:
    return folder / f"{index + 1:02}.png"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("requests", "sheet"))
    parser.add_argument("folder", type=Path, help="of the painted pictures")
    options = parser.parse_args()
    if options.what == "requests":
        for i, prompt in enumerate(prompts()):
            settings = {"prompt": prompt, "steps": RECOMMENDED["steps"], "guidance": RECOMMENDED["guidance"], "seed": FIRST_SEED + i, "width": 256, "height": 256}
            print(json.dumps({**settings, "out": str(picture(options.folder, i))}))
        return
    painted = [Image.open(picture(options.folder, i)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS) for i in range(COUNT)]
    Image.fromarray(sheet([np.asarray(one) for one in painted], COLUMNS)).save(TARGET / "sheet.jpg", quality=88)
    print("\n".join(f"{i + 1}. {prompt}" for i, prompt in enumerate(prompts())))


if __name__ == "__main__":
    main()
