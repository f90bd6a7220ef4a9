"""The VAE's decoder once more, after the UNet: it learns to draw cleanly what the UNet leaves not quite right.

The encoder stays, so the UNet's latents stay good. Half of the pictures are decoded from their own latents, the other half
from latents that the averaged UNet has cleaned of some noise, whose small errors the decoder learns to see through.
"""

import time
from pathlib import Path

import numpy as np
import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor

import checkpoint
from latents import Latents, TextStates
from parallel import average_gradients
from renders import pictures
from schedule import move_average, rate
from unet import noise_schedule
from vae import HELD_OUT, LONGEST_AVERAGE, WHOLE, Batches, picture_loss, psnr
from vae_start import new_vae

PEAK_RATE = 4e-4
NOISE = (40, 400)  # timesteps whose noise the UNet takes away
CLEANING_STEPS = 2


class Painter:
    """The averaged UNet, with no prompt, as something that gives latents its own small errors."""

    def __init__(self, rank: int, workers: int, folder: Path, seed: int):
        self.unet = UNet2DConditionModel.from_pretrained(folder / "unet").eval()
        self.unet.set_attn_processor(AttnProcessor())
        self.silence = TextStates(rank, folder, seed).silence[None]
        self.scale = Latents(folder, workers).scale
        self.kept = noise_schedule().alphas_cumprod

    @torch.no_grad()
    def repaint(self, latents: torch.Tensor, rng) -> torch.Tensor:
        """Unscaled latents [1, 4, h, w] with noise put in and taken away again in a few DDIM steps."""
        x = latents * self.scale
        t = int(rng.integers(*NOISE))
        noise = torch.randn_like(x)
        for i in range(CLEANING_STEPS, 0, -1):
            kept = self.kept[t * i // CLEANING_STEPS]
            noisy = kept.sqrt() * x + (1 - kept).sqrt() * noise
            v = self.unet(noisy, t * i // CLEANING_STEPS, self.silence).sample
            x, noise = kept.sqrt() * noisy - (1 - kept).sqrt() * v, kept.sqrt() * v + (1 - kept).sqrt() * noisy
        return x / self.scale


def train(rank: int, workers: int, folder: Path, steps: int, seed: int, say) -> None:
    """Train to `steps` in all (resuming), leaving the averaged weights as `vae/`."""
    torch.manual_seed(seed)
    vae, average = new_vae(), new_vae()
    state = checkpoint.load(folder / "decoder.pt")
    step = state["step"] if state else 0
    if step >= steps:
        return
    before = checkpoint.load(folder / "vae.pt")
    vae.load_state_dict(state["model"] if state else before["average"])
    average.load_state_dict(state["average"] if state else before["average"])
    vae.encoder.requires_grad_(False)
    vae.quant_conv.requires_grad_(False)
    learning = [p for p in vae.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=PEAK_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    if state:
        optimiser.load_state_dict(state["optimiser"])
    batches, painter = Batches(folder, seed), Painter(rank, workers, folder, seed)
    rng = np.random.default_rng((seed, step, rank))
    torch.manual_seed(seed + 1000 * rank + step)
    saved, losses = time.monotonic(), []
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, PEAK_RATE)
        x = batches(rng, *WHOLE)
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                latents = vae.encode(x).latent_dist.sample().float()
                if (step + rank) % 2:
                    latents = painter.repaint(latents, rng).float()
            y = vae.decode(latents).sample
        loss = picture_loss(y.float(), x)
        loss.backward()
        average_gradients(learning)
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        step += 1
        if rank > 0:
            continue
        move_average(average, vae, step, LONGEST_AVERAGE)
        if time.monotonic() - saved > checkpoint.EVERY_SECONDS or step == steps:
            checkpoint.save(folder / "decoder.pt", {"model": vae.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step})
            average.save_pretrained(folder / "vae")
            quality = psnr(average, pictures(folder, 256, 250, seed + 7)[:HELD_OUT])
            say(f"decoder step {step}/{steps} loss {np.mean(losses[-100:]):.4f} psnr(256, held out) {quality:.2f} dB")
            saved = time.monotonic()
