"""The UNet: SD 1.5's kind with four levels, narrow. Predicts v; latents and text states come ready from `latents`."""

import time
from pathlib import Path

import numpy as np
import torch
from diffusers import DDPMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from diffusers.models.resnet import ResnetBlock2D
from diffusers.models.transformers.transformer_2d import Transformer2DModel

import checkpoint
from latents import SIZES, Latents, TextStates
from parallel import average_gradients
from schedule import move_average, rate
from text import WIDTH

BATCH_AREA = 6 * 32 * 32  # latent pixels in a batch of each worker: fewer rows of larger pictures, so that a step takes as long
PEAK_RATE = 1e-3
DROPPED_CAPTIONS = 0.1
SNR_CAP = 5.0  # min-SNR weighting, arXiv 2303.09556
LONGEST_AVERAGE = 0.997


def new_unet() -> UNet2DConditionModel:
    unet = UNet2DConditionModel(
        sample_size=32,
        block_out_channels=(32, 64, 128, 192),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=WIDTH,
        attention_head_dim=8,  # as in SD 1.5, the number of heads
        norm_num_groups=2,  # with many, a picture's overall colours are normalised away before the last convolution
    )
    for module in unet.modules():
        if isinstance(module, ResnetBlock2D):
            torch.nn.init.zeros_(module.conv2.weight)  # every branch adds nothing at first, as in the original DDPM
        elif isinstance(module, Transformer2DModel):
            torch.nn.init.zeros_(module.proj_out.weight)
    torch.nn.init.zeros_(unet.conv_out.weight)
    unet.set_attn_processor(AttnProcessor())
    return unet


def noise_schedule() -> DDPMScheduler:
    """SD 1.5's betas."""
    return DDPMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type="v_prediction", clip_sample=False)


def stratified_timesteps(count: int, rank: int, workers: int, rng) -> torch.Tensor:
    """One timestep from each of as many equal stretches as all workers' batches have rows: this worker's, int64 [count]."""
    stretches = np.arange(count) * workers + rank
    return torch.from_numpy(((stretches + rng.random(count)) * 1000 / (count * workers)).astype(np.int64))


def loss_of(unet: UNet2DConditionModel, noising: DDPMScheduler, x: torch.Tensor, states: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    noise = torch.randn_like(x)
    with torch.autocast("cpu", torch.bfloat16):
        predicted = unet(noising.add_noise(x, noise, t), t, states).sample.float()
    snr = noising.alphas_cumprod[t] / (1 - noising.alphas_cumprod[t])
    weight = snr.clamp(max=SNR_CAP) / (snr + 1)
    return (weight * (predicted - noising.get_velocity(x, noise, t)).square().mean(dim=(1, 2, 3))).mean()


def train(rank: int, workers: int, folder: Path, steps: int, peak_rate: float, seed: int, say) -> None:
    """Train to `steps` in all (resuming); leaves `unet.pt` and the averaged weights as `unet/`."""
    torch.manual_seed(seed)
    unet, average = new_unet(), new_unet()
    average.load_state_dict(unet.state_dict())
    optimiser = torch.optim.AdamW(unet.parameters(), lr=peak_rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    step = 0
    if state := checkpoint.load(folder / "unet.pt"):
        unet.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        if state["optimiser"]:
            optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    latents, text, noising = Latents(folder, workers), TextStates(rank, folder, seed), noise_schedule()
    sizes_rng = np.random.default_rng((seed, step))  # the same in every worker
    rng = np.random.default_rng((seed, step, rank))
    torch.manual_seed(seed + 1000 * rank + step)
    saved, losses = time.monotonic(), []
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, peak_rate)
        size = list(SIZES)[sizes_rng.choice(len(SIZES), p=list(SIZES.values()))]
        x, scenes = latents.batch(size, round(BATCH_AREA * 64 / (size[0] * size[1])), rng)
        t = stratified_timesteps(len(x), rank, workers, rng)
        loss = loss_of(unet, noising, x, text.batch(scenes, DROPPED_CAPTIONS, rng), t)
        loss.backward()
        average_gradients(list(unet.parameters()))
        torch.nn.utils.clip_grad_norm_(unet.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        losses.append(loss.item())
        if rank > 0:
            continue  # the first worker alone keeps the average, and what is saved
        move_average(average, unet, step, LONGEST_AVERAGE)
        if time.monotonic() - saved > checkpoint.EVERY_SECONDS or step == steps:
            checkpoint.save(folder / "unet.pt", {"model": unet.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step})
            average.save_pretrained(folder / "unet")
            say(f"unet step {step}/{steps} loss {np.mean(losses[-200:]):.4f} scale {latents.scale:.4f}")
            saved = time.monotonic()
