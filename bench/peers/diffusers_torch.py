# /// script
# requires-python = ">=3.10"
# dependencies = ["torch==2.15.*", "diffusers==0.42.*", "transformers==5.23.*", "accelerate"]
# ///
"""One picture by diffusers on torch, on the CPU, timed by parts. Prints one JSON object.

    uv run bench/peers/diffusers_torch.py DIFFUSERS_FOLDER --dtype float32 --steps 2

The request is that of bench/engine/bench-request.ts; like there, a first picture of two steps warms up.
"""

import argparse
import json
import os
import resource
import sys
import time

os.environ.setdefault("TRANSFORMERS_VERBOSITY", "critical")
os.environ.setdefault("DIFFUSERS_VERBOSITY", "critical")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ["HF_HUB_OFFLINE"] = "1"

import diffusers  # noqa: E402
import torch  # noqa: E402
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--height", type=int, default=512)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--threads", type=int)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)

    diffusers.utils.logging.disable_progress_bar()
    started = time.perf_counter()
    pipe = StableDiffusionPipeline.from_pretrained(
        args.folder, dtype=getattr(torch, args.dtype), safety_checker=None, requires_safety_checker=False
    )
    pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config, use_karras_sigmas=True)
    pipe.set_progress_bar_config(disable=True)
    load = time.perf_counter() - started

    seconds: dict[str, list[float]] = {}
    cpu_seconds: dict[str, list[float]] = {}

    def timed(name, function):
        def run(*given, **named):
            begun, begun_cpu = time.perf_counter(), time.process_time()
            result = function(*given, **named)
            cpu_seconds.setdefault(name, []).append(time.process_time() - begun_cpu)
            seconds.setdefault(name, []).append(time.perf_counter() - begun)
            return result

        return run

    pipe.text_encoder.forward = timed("text", pipe.text_encoder.forward)
    pipe.unet.forward = timed("unet", pipe.unet.forward)
    pipe.vae.decode = timed("vae", pipe.vae.decode)
    step_ends: list[float] = []

    def step_ended(_pipe, _step, _timestep, tensors):
        step_ends.append(time.perf_counter())
        return tensors

    def paint(steps: int, prompt: str) -> float:
        begun = time.perf_counter()
        pipe(
            prompt,
            negative_prompt="blurry, low quality",
            guidance_scale=7.5,
            num_inference_steps=steps,
            width=args.width,
            height=args.height,
            generator=torch.Generator("cpu").manual_seed(42),
            callback_on_step_end=step_ended,
        )
        return time.perf_counter() - begun

    prompt = "a red dragon over a castle, oil on canvas, dramatic light"
    paint(2, prompt)
    seconds.clear()
    cpu_seconds.clear()
    step_ends.clear()
    total = paint(args.steps, f"{prompt}, at dawn")
    print(
        json.dumps(
            {
                "name": f"diffusers {diffusers.__version__}, torch {torch.__version__}, {args.dtype}",
                "versions": {
                    "diffusers": diffusers.__version__,
                    "torch": torch.__version__,
                    "python": sys.version.split()[0],
                },
                "loadSeconds": load,
                "textEncoderSeconds": sum(seconds["text"]),
                "msPerStep": 1000 * (step_ends[-1] - step_ends[0]) / (len(step_ends) - 1)
                if len(step_ends) > 1
                else 1000 * sum(seconds["unet"]),
                "cpuMsPerStep": 1000 * sum(cpu_seconds["unet"]) / len(cpu_seconds["unet"]),
                "vaeDecoderSeconds": sum(seconds["vae"]),
                "totalSeconds": total,
                "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                * (1 if sys.platform == "darwin" else 1024),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
