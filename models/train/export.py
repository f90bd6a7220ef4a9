# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "accelerate", "safetensors", "numpy", "skia-python", "pillow", "onnx>=1.18", "onnxruntime>=1.22"]
# ///
"""Turn the work folder's checkpoint into the model folder that ships: `models/dragon-mini`.

    uv run models/train/export.py [--work FOLDER]

Leaves a diffusers folder (`pipeline/`) in the work folder, exports it with `models/export_onnx.py --store-fp16`, and
writes `world.json` and the parity cases. The model card is written by hand.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import parity
import world
from checkpoint import work_folder
from pipeline import assemble, save
from renders import pictures
from train import SEED

MODELS = Path(__file__).parent.parent
TARGET = MODELS / "dragon-mini"
LARGEST_MB = 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work")
    parser.add_argument("--workers", type=int, default=2, help="how many trained (names the latents' files)")
    options = parser.parse_args()
    folder = work_folder(options.work)
    pipeline = assemble(folder, options.workers)
    save(pipeline, folder / "pipeline")
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "model"
        command = [sys.executable, MODELS / "export_onnx.py", folder / "pipeline", made, "--store-fp16", "--tokenizer", TARGET / "tokenizer"]
        subprocess.run(command, check=True)
        shutil.copytree(made, TARGET, dirs_exist_ok=True)
    world.write(TARGET / "world.json", pipeline.vae, pictures(folder, 256, 250, SEED + 7)[:64])
    parity.write(folder / "pipeline", TARGET / "parity")
    size = sum(file.stat().st_size for file in TARGET.rglob("*") if file.is_file()) / 1e6
    print(f"{TARGET}: {size:.1f} MB")
    if size > LARGEST_MB:
        raise SystemExit(f"larger than {LARGEST_MB} MB")


if __name__ == "__main__":
    main()
