# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.8", "diffusers>=0.36", "transformers>=5", "safetensors", "numpy", "skia-python", "pillow", "onnx"]
# ///
"""What else the model card says in numbers, of the model that export.py took last. One line of JSON each.

    uv run models/train/measure.py [vae] [negative] [seeds] [few-steps] [guidance] [unknown] [sizes]
"""

import argparse
import itertools
import json
from functools import partial

import numpy as np
import torch

import checkpoint
import doubles
from classifier import Judge, judge_input, labels_of, share_right, trained
from evaluate import told
from latents import SIZES
from pipeline import exported, paint
from renders import pictures
from scenes.scene import WORLD, Scene, render
from train import SEED
from vae import psnr
from world import RECOMMENDED

PLAIN = "red dragon above snowy mountains at sunset, flat poster"
OTHERS = ("blue dragon above snowy mountains at sunset, flat poster", "red dragon above the sea at sunset, flat poster", "red dragon above snowy mountains by day, flat poster")


def shown(judge: Judge, painted: list[np.ndarray]) -> dict[str, list[str]]:
    """What the judge sees in each picture, by attribute."""
    with torch.no_grad():
        found = judge(judge_input(np.stack(painted)))
    return {key: [WORLD[key][i] for i in logits.argmax(1)] for key, logits in found.items()}


def saturation(painted: list[np.ndarray]) -> float:
    """Mean of (max − min) over the channels, 0..1."""
    return float(np.mean([(p.max(axis=2).astype(float) - p.min(axis=2)).mean() / 255 for p in painted]))


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """RMS difference of two pictures, 0..1."""
    return float(np.sqrt(np.square((a.astype(float) - b) / 255).mean()))


def edges(picture: np.ndarray) -> np.ndarray:
    """Where a picture changes, in cells of 4 × 4 pixels, whatever its colours are."""
    small = picture.mean(axis=2).reshape(64, 4, 64, 4).mean(axis=(1, 3))
    return np.hypot(*np.gradient(small))


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two pictures' edges."""
    return float(np.corrcoef(edges(a).ravel(), edges(b).ravel())[0, 1])


def spread(painted: list[np.ndarray]) -> float:
    return float(np.mean([distance(a, b) for a, b in itertools.combinations(painted, 2)]))


def vae(folder, pipeline, judge, brush):
    """Reconstruction of held-out drawings, dB."""
    return {"psnr_db": psnr(pipeline.vae, pictures(folder, 256, 250, SEED + 7)[:64])}


def negative(folder, pipeline, judge, brush):
    """What a prompt that leaves it open shows most often: its rate without and with its name in the negative prompt."""
    rates = {}
    for key, prompt in (
        ("subject", "above snowy mountains at sunset, flat poster"),
        ("colour", "a cat in the forest by day, watercolour"),
        ("time", "a golden castle by the sea, flat poster"),
    ):
        plain = shown(judge, brush([prompt] * 24))[key]
        value = max(plain, key=plain.count)
        rates[value] = [plain.count(value) / 24, shown(judge, brush([prompt] * 24, negative=value))[key].count(value) / 24]
    return rates


def seeds(folder, pipeline, judge, brush):
    """Mean distance between pictures of one prompt, and between drawings of it; then how like the layouts of two prompts are, with the same seed and with another."""
    rng = np.random.default_rng(SEED)
    scene = Scene("dragon", "red", "mountains", "sunset", "poster")
    plain = brush([PLAIN] * 12)
    same, other = [], []
    for prompt in OTHERS:
        changed = brush([prompt] * 12)
        same += [likeness(a, b) for a, b in zip(plain, changed, strict=True)]
        other += [likeness(a, b) for a, b in zip(plain, np.roll(changed, 1, axis=0), strict=True)]
    drawn = spread([render(scene, 256, 256, rng) for _ in range(12)])
    return {"painted": spread(plain), "drawn": drawn, "likeness_same_seed": np.mean(same), "likeness_other_seed": np.mean(other)}


def few_steps(folder, pipeline, judge, brush):
    """Attributes right after 4 steps, without and with Karras' sigmas."""
    texts, indices = told(60, unseen=False)
    painted = {name: brush(texts, steps=4, karras=karras) for name, karras in (("dpmpp_2m", False), ("dpmpp_2m_karras", True))}
    return {name: share_right(judge, judge_input(np.stack(some)), labels_of(indices)) for name, some in painted.items()}


def guidance(folder, pipeline, judge, brush):
    texts, indices = told(32, unseen=False)
    rows = {}
    for scale in (1, 3, 6, 12):
        painted = brush(texts, guidance=scale)
        rows[scale] = {**share_right(judge, judge_input(np.stack(painted)), labels_of(indices)), "saturation": saturation(painted)}
    return rows


def unknown(folder, pipeline, judge, brush):
    """Share of pictures that show a red dragon, its words among unknown ones."""
    found = shown(judge, brush(["a majestic red dragon, 4k, trending"] * 24))
    return {"red dragon": np.mean([pair == ("dragon", "red") for pair in zip(found["subject"], found["colour"], strict=True)])}


def sizes(folder, pipeline, judge, brush):
    """Attributes right at other sizes than the model's own, and how often the thing stands there more than once."""
    texts, indices = told(24, unseen=False)
    doubling = doubles.trained(folder)
    rows = {}
    for size in SIZES:
        painted = brush(texts, size=size)
        rows[f"{size[1]}x{size[0]}"] = {**share_right(judge, judge_input(np.stack(painted)), labels_of(indices)), "doubled": doubles.share_doubled(doubling, painted)}
    return rows


MEASURES = {"vae": vae, "negative": negative, "seeds": seeds, "few-steps": few_steps, "guidance": guidance, "unknown": unknown, "sizes": sizes}


def rounded(value):
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else np.round(value, 3).tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measures", nargs="*", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--work")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = checkpoint.work_folder(options.work)
    pipeline, judge = exported(folder), trained(folder)
    brush = partial(paint, pipeline, guidance=RECOMMENDED["guidance"])
    for name in options.measures:
        print(json.dumps({name: rounded(MEASURES[name](folder, pipeline, judge, brush))}), flush=True)


if __name__ == "__main__":
    main()
