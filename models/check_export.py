# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "torch==2.15.*",
#   "diffusers==0.42.*",
#   "transformers==5.23.*",
#   "onnx==1.23.*",
#   "onnxruntime==1.32.*",
#   "safetensors",
#   "accelerate",
# ]
# ///
"""Checks `export_onnx.py` on a tiny random pipeline, in minutes and without a network: `uv run models/check_export.py`, or a part of
it: `uv run models/check_export.py folder`, `files`, `refused`.

SD 1.5's architecture with few channels is exported from its diffusers folder in every precision and for both devices, and
from single files in the original naming of the weights; the two must give the same graph outputs. Then sources that can't
be exported must each be refused with one sentence and status 2, files before torch is loaded.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from diffusers import AutoencoderKL, AutoencoderTiny, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from export import checkpoint
from export.source import SD15_CONFIGS, TOKENIZERS
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPImageProcessor, CLIPTextConfig, CLIPTextModel, CLIPTokenizer

EXPORT = Path(__file__).parent / "export_onnx.py"


def tiny_pipeline() -> StableDiffusionPipeline:
    torch.manual_seed(1)
    configs = {name: UNet2DConditionModel.load_config(SD15_CONFIGS / name) for name in ("unet", "vae")}
    unet = UNet2DConditionModel.from_config(
        configs["unet"], block_out_channels=(32, 32, 64, 64), cross_attention_dim=32, norm_num_groups=16, sample_size=16
    )
    vae = AutoencoderKL.from_config(configs["vae"], block_out_channels=(16, 16, 32, 32), norm_num_groups=8)
    shape = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "projection_dim": 32,
    }
    text_encoder = CLIPTextModel(CLIPTextConfig(vocab_size=49408, bos_token_id=0, eos_token_id=2, **shape))
    tokenizer = CLIPTokenizer.from_pretrained(next(folder for folder in TOKENIZERS if folder.exists()))
    scheduler = PNDMScheduler.from_pretrained(SD15_CONFIGS / "scheduler")
    vision = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "image_size": 64,
        "patch_size": 16,
    }
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision, projection_dim=16))
    # All zeros by default, which flags nothing or everything: some of these random thresholds are passed and some not.
    torch.nn.init.normal_(checker.concept_embeds)
    torch.nn.init.normal_(checker.special_care_embeds)
    torch.nn.init.constant_(checker.concept_embeds_weights, 0.4)
    extractor = CLIPImageProcessor(size={"shortest_edge": 64}, crop_size={"height": 64, "width": 64})
    return StableDiffusionPipeline(vae, text_encoder, tokenizer, unet, scheduler, checker, extractor)


def tiny_vae() -> AutoencoderTiny:
    channels, blocks = (8, 8, 8, 8), (1, 1, 1, 1)
    return AutoencoderTiny(
        encoder_block_out_channels=channels,
        decoder_block_out_channels=channels,
        num_encoder_blocks=blocks,
        num_decoder_blocks=blocks,
    )


def original_unet_name(name: str) -> str:
    """A UNet weight's name as CompVis' code has it (and so every single-file checkpoint)."""
    for ours, theirs in (("time_embedding.linear_1", "time_embed.0"), ("time_embedding.linear_2", "time_embed.2")):
        name = name.replace(ours, theirs)
    name = re.sub(r"^conv_in\.", "input_blocks.0.0.", name)
    name = re.sub(r"^conv_norm_out\.", "out.0.", name)
    name = re.sub(r"^conv_out\.", "out.2.", name)

    def block(match: re.Match) -> str:
        side, i, kind, j = match[1], int(match[2]), match[3], int(match[4])
        if side == "down":
            return (
                f"input_blocks.{3 * i + 3}.0.op"
                if kind == "downsamplers"
                else f"input_blocks.{3 * i + j + 1}.{int(kind == 'attentions')}"
            )
        if kind == "upsamplers":
            return f"output_blocks.{3 * i + 2}.{1 if i == 0 else 2}.conv"
        return f"output_blocks.{3 * i + j}.{int(kind == 'attentions')}"

    name = re.sub(
        r"^(down|up)_blocks\.(\d)\.(resnets|attentions|downsamplers|upsamplers)\.(\d)(?:\.conv(?=\.))?", block, name
    )
    name = re.sub(r"^mid_block\.resnets\.(\d)", lambda match: f"middle_block.{2 * int(match[1])}", name)
    name = name.replace("mid_block.attentions.0", "middle_block.1")
    if "transformer_blocks" not in name:
        resnet = {"norm1": "in_layers.0", "conv1": "in_layers.2", "norm2": "out_layers.0", "conv2": "out_layers.3"}
        resnet |= {"time_emb_proj": "emb_layers.1", "conv_shortcut": "skip_connection"}
        name = re.sub(
            r"\.(norm1|conv1|norm2|conv2|time_emb_proj|conv_shortcut)\.", lambda match: f".{resnet[match[1]]}.", name
        )
    return f"model.diffusion_model.{name}"


def original_vae_name(name: str) -> str:
    name = re.sub(r"encoder\.down_blocks\.(\d)\.resnets", r"encoder.down.\1.block", name)
    name = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", name)
    name = re.sub(r"up_blocks\.(\d)\.resnets", lambda match: f"up.{3 - int(match[1])}.block", name)
    name = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda match: f"up.{3 - int(match[1])}.upsample", name)
    name = re.sub(r"mid_block\.resnets\.(\d)", lambda match: f"mid.block_{int(match[1]) + 1}", name)
    name = name.replace("mid_block.attentions.0", "mid.attn_1")
    attention = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}
    for ours, theirs in attention.items():
        name = name.replace(f"attn_1.{ours}.", f"attn_1.{theirs}.")
    name = name.replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out")
    return f"first_stage_model.{name}"


def single_file(pipe: StableDiffusionPipeline) -> dict[str, torch.Tensor]:
    weights = {original_unet_name(name): tensor for name, tensor in pipe.unet.state_dict().items()}
    for name, tensor in pipe.vae.state_dict().items():
        is_matrix = ".attentions." in name and tensor.ndim == 2
        # The original attention of the VAE is made of 1x1 convolutions.
        weights[original_vae_name(name)] = tensor[:, :, None, None] if is_matrix else tensor
    for name, tensor in pipe.text_encoder.state_dict().items():
        bare = name.removeprefix("text_model.")
        weights[f"cond_stage_model.transformer.text_model.{bare}"] = tensor
    return {name: tensor.contiguous().clone() for name, tensor in weights.items()}


def for_inpainting(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """With five channels more at the UNet's entry, which are multiplied by nothing."""
    key = "model.diffusion_model.input_blocks.0.0.weight"
    return {**weights, key: torch.cat([weights[key], torch.zeros(32, 5, 3, 3)], dim=1)}


def as_written_in_2022(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Without `text_model.`, and with what training left behind."""
    text = "cond_stage_model.transformer."
    renamed = {key.replace(f"{text}text_model.", text): tensor for key, tensor in weights.items()}
    renamed[f"{text}embeddings.position_ids"] = torch.arange(77)[None]
    renamed["model_ema.decay"] = torch.tensor(0.9999)
    renamed["betas"] = torch.zeros(1000)
    return renamed


def run(*options: str | Path, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, EXPORT, *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def unet_output(folder: Path, channels: int = 4) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(folder / "unet" / "model.onnx"), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(0)
    shapes = {"sample": (2, 4, 17, 25), "timestep": (2,), "encoder_hidden_states": (2, 77, 32)}
    feeds = {name: random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
    more = np.ones((2, channels - 4, 17, 25), np.float32)
    feeds["sample"] = np.concatenate([feeds["sample"], more], axis=1)
    return session.run(None, feeds)[0]


def scheduler(folder: Path) -> dict:
    return json.loads((folder / "scheduler" / "scheduler_config.json").read_text())


def main() -> int:
    parts = sys.argv[1:] or ["folder", "files", "refused"]
    failures = 0

    def expect(what: str, good: bool, said: str = "") -> None:
        nonlocal failures
        failures += not good
        print(f"{'ok' if good else 'FAILED'}: {what}{'' if good else f': {said}'}", flush=True)

    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        pipe = tiny_pipeline()
        pipe.save_pretrained(work / "diffusers")
        tiny_vae().save_pretrained(work / "taesd")
        weights = single_file(pipe)
        save_file(weights, work / "single.safetensors")
        velocity = {"prediction_type": "v_prediction"}
        zero = {**velocity, "rescale_betas_zero_snr": True}
        marked = {**weights, "v_pred": torch.zeros(0), "ztsnr": torch.zeros(0)}
        halved = {key: tensor.half() for key, tensor in for_inpainting(weights).items()}
        # Each: its weights, its metadata, the channels of its UNet, and what its scheduler must say.
        files = {
            "single": (weights, {}, 4, {}),
            "old_keys": (as_written_in_2022(marked), {}, 4, zero),
            "inpainting": (halved, {"modelspec.prediction_type": "v"}, 9, velocity),
        }
        for name, (tensors, metadata, _, _) in files.items() if "files" in parts else []:
            save_file(tensors, work / f"{name}.safetensors", metadata)
        for name, options in {
            "fp32": [],
            "fp16": ["--fp16"],
            "small decoder": ["--tiny-vae", work / "taesd"],
            "small decoder16": ["--tiny-vae", work / "taesd", "--fp16"],
            "stored": ["--store-fp16"],
            "cuda": ["--for", "cuda"],
            "cuda16": ["--for", "cuda", "--fp16"],
        }.items():
            # The files are compared with the first.
            if "folder" not in parts and name != "fp32":
                continue
            done = run(work / "diffusers", work / name, *options)
            small = (work / name / "vae_decoder_tiny" / "model.onnx").exists() == name.startswith("small")
            expect(f"diffusers folder, {name}", done.returncode == 0 and small, done.stdout + done.stderr)
        plain = scheduler(work / "diffusers")
        for name, (_, _, channels, said) in files.items() if "files" in parts else []:
            done = run(work / f"{name}.safetensors", work / name, "--config", work / "diffusers")
            expect(f"single file, {name}", done.returncode == 0, done.stdout + done.stderr)
            if done.returncode != 0:
                continue
            expect(f"its scheduler, {name}", scheduler(work / name) == {**plain, **said}, str(scheduler(work / name)))
            got, whole = unet_output(work / name, channels), unet_output(work / "fp32")
            # Its weights are rounded to float16.
            bound = 1e-2 if name == "inpainting" else 0
            off = float(np.abs(got - whole).max() / whole.std())
            expect(f"it paints what the folder paints, {name}", off <= bound, f"off by {off}")

        if "refused" not in parts:
            return 1 if failures else 0
        says = {
            "v_pred": ({"v_pred": torch.zeros(())}, {}, velocity),
            "ztsnr": ({"v_pred": torch.zeros(0), "ztsnr": torch.zeros(0)}, {}, zero),
            "ztsnr alone": ({"ztsnr": torch.zeros(0)}, {}, {}),
            "modelspec": ({}, {"modelspec.prediction_type": "v"}, velocity),
            "modelspec, epsilon": ({}, {"modelspec.prediction_type": "epsilon"}, {"prediction_type": "epsilon"}),
            "nothing": ({}, {}, {}),
        }
        for what, (marks, metadata, said) in says.items():
            save_file({**weights, **marks}, work / "says.safetensors", metadata)
            read = checkpoint.read(work / "says.safetensors").scheduler
            expect(f"a file says how it was trained: {what}", read == said, str(read))

        (work / "words.safetensors").write_text("no weights")
        save_file({"lora_unet_mid.lora_down.weight": torch.zeros(1)}, work / "lora.safetensors")
        whole = (work / "single.safetensors").read_bytes()
        (work / "cut.safetensors").write_bytes(whole[: len(whole) // 2])
        (work / "cut_header.safetensors").write_bytes(whole[:1000])
        (work / "page.safetensors").write_text("<!doctype html><html>Please log in.</html>")
        torch.save({"a": torch.zeros(1)}, work / "renamed.safetensors")
        sdxl = {**weights, "conditioner.embedders.0.transformer.text_model.x": torch.zeros(1)}
        save_file(sdxl, work / "sdxl.safetensors")
        save_file({"cond_stage_model.model.ln_final.bias": torch.zeros(1), **weights}, work / "sd2.safetensors")
        unet_key, vae_key, text_key = "model.diffusion_model.", "first_stage_model.", "cond_stage_model."
        without = {"unet": unet_key, "vae": vae_key, "text": text_key}
        for part, prefix in without.items():
            some = {key: tensor for key, tensor in weights.items() if not key.startswith(prefix)}
            save_file(some, work / f"without_{part}.safetensors")
        vae = {key.removeprefix(vae_key): tensor for key, tensor in weights.items() if key.startswith(vae_key)}
        save_file(vae, work / "vae.safetensors")
        save_file({"emb_params": torch.zeros(2, 32)}, work / "embedding.safetensors")
        first = f"{unet_key}input_blocks.0.0.weight"
        save_file({**weights, first: torch.zeros(32, 8, 3, 3)}, work / "instructions.safetensors")
        lacking = {key: tensor for key, tensor in weights.items() if key != f"{unet_key}time_embed.0.weight"}
        save_file(lacking, work / "lacking.safetensors")
        (work / "old.ckpt").write_bytes(b"")
        (work / "empty").mkdir()
        (work / "list").mkdir()
        (work / "list" / "model_index.json").write_text("[]")
        # By the header alone: torch is not even loaded.
        files_refused = {
            "a text file": "words.safetensors",
            "a web page": "page.safetensors",
            "a file that is cut off": "cut.safetensors",
            "a file that is cut off in its header": "cut_header.safetensors",
            "a pickle": "old.ckpt",
            "a pickle under another name": "renamed.safetensors",
            "a LoRA": "lora.safetensors",
            "a VAE": "vae.safetensors",
            "a textual inversion": "embedding.safetensors",
            "SDXL": "sdxl.safetensors",
            "SD 2": "sd2.safetensors",
            "a checkpoint without a UNet": "without_unet.safetensors",
            "a checkpoint without a VAE": "without_vae.safetensors",
            "a checkpoint without a text encoder": "without_text.safetensors",
            "a UNet of 8 channels": "instructions.safetensors",
            "what is not there": "nothing",
            "an empty folder": "empty",
            "an ONNX folder": "fp32",
        }
        for what, source in files_refused.items():
            done = run(work / source, work / "new", python=("-X", "importtime"))
            loaded = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
            sentence = done.stderr.replace("\n".join(loaded), "").strip()
            good = is_sentence(done.returncode, sentence) and not any(line.endswith("| torch") for line in loaded)
            expect(f"refused: {what} ({sentence.replace(str(work), '')})", good, str(done.returncode))
        refused = {
            "a checkpoint that lacks a weight": ["lacking.safetensors", "new", "--config", "diffusers"],
            "a folder whose index is a list": ["list", "new"],
            "SD 1.5's shapes where there are others": ["single.safetensors", "new"],
            "a target that is not empty": ["diffusers", "fp32"],
            "a small decoder that is none": ["diffusers", "new", "--tiny-vae", "diffusers/vae"],
            "a small decoder that is not there": ["diffusers", "new", "--tiny-vae", "nothing"],
        }
        for what, (source, target, *options) in refused.items():
            paths = [work / option if not option.startswith("--") else option for option in options]
            done = run(work / source, work / target, *paths)
            sentence = done.stderr.strip()
            expect(f"refused: {what} ({sentence.replace(str(work), '')})", is_sentence(done.returncode, sentence), str(done.returncode))
    return 1 if failures else 0


def is_sentence(status: int, said: str) -> bool:
    return status == 2 and said.startswith("error: ") and "\n" not in said


if __name__ == "__main__":
    sys.exit(main())
