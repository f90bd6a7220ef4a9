# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "numpy", "skia-python", "pillow"]
# ///
"""How often the judge sees in Fast's and Draft's pictures what it sees in Exact's. One line of JSON a speed.

    npm run bench -- speed --out DIR && uv run models/train/speeds.py DIR

DIR holds the benchmark's pictures, `SCHEDULER-NUMBER-SPEED.png`.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import checkpoint
from classifier import Judge, judge_input, trained
from scenes.scene import WORLD


@torch.no_grad()
def seen(judge: Judge, files: list[Path]) -> dict[str, np.ndarray]:
    """The class of each picture, by attribute."""
    pictures = np.stack([np.asarray(Image.open(file).convert("RGB")) for file in files])
    return {key: logits.argmax(1).numpy() for key, logits in judge(judge_input(pictures)).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--work")
    options = parser.parse_args()
    judge = trained(checkpoint.work_folder(options.work))
    exact = sorted(options.pictures.glob("*-exact.png"))
    reference = seen(judge, exact)
    for speed in ("fast", "draft"):
        files = [file.with_name(file.name.replace("-exact.png", f"-{speed}.png")) for file in exact]
        found = seen(judge, files)
        same = {key: round(float((found[key] == reference[key]).mean()), 4) for key in WORLD}
        print(json.dumps({"speed": speed, "pictures": len(files), **same}))


if __name__ == "__main__":
    main()
