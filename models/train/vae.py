"""The autoencoder: 8× down to 4 channels, as SD 1.5's, narrower. Learns pixels, edges, and a faint pull of its latents to N(0, 1)."""

import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL

import checkpoint
from parallel import average_gradients
from renders import pictures
from schedule import move_average, rate
from vae_start import new_vae

SMALL = (4, 64)  # crops a batch (of each worker), their side: small ones first …
LARGE = (2, 128)  # … then larger, and at last whole pictures, which are what the group norms will see
WHOLE = (1, 256)
LARGE_FROM, WHOLE_FROM = 0.45, 0.97  # shares of the steps
PEAK_RATE = 1e-3
KL_WEIGHT = 2e-6
LONGEST_AVERAGE = 0.998
HELD_OUT = 16  # pictures that the printed quality is the mean of


def as_tensor(batch: np.ndarray) -> torch.Tensor:
    """uint8 [n, h, w, 3] → float [n, 3, h, w] in −1..1."""
    return (torch.from_numpy(batch).permute(0, 3, 1, 2).float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


class Batches:
    """Crops, half of pictures drawn at 128 pixels, half of those drawn at 256; turned left to right at random."""

    def __init__(self, folder: Path, seed: int):
        self.pools = [pictures(folder, 256, 2000, seed), pictures(folder, 128, 4000, seed + 1)]

    def __call__(self, rng, count: int, crop: int) -> torch.Tensor:
        batch = []
        for i in range(count):
            pool = self.pools[i % 2 if crop <= 128 else 0]
            y, x = rng.integers(0, pool.shape[1] - crop + 1, 2)
            picture = pool[rng.integers(len(pool)), y : y + crop, x : x + crop]
            batch.append(picture[:, ::-1] if rng.random() < 0.5 else picture)
        return as_tensor(np.stack(batch))


def edges(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Mean absolute difference of the horizontal and vertical differences."""
    return sum(F.l1_loss(a.diff(dim=d), b.diff(dim=d)) for d in (2, 3))


def picture_loss(y: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """How far the picture y is from x: pixels, edges, and the colours of 8 × 8 blocks."""
    return F.l1_loss(y, x) + 2 * F.mse_loss(y, x) + 0.5 * edges(y, x) + F.l1_loss(F.avg_pool2d(y, 8), F.avg_pool2d(x, 8))


def loss_of(vae: AutoencoderKL, x: torch.Tensor) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        posterior = vae.encode(x).latent_dist
        y = vae.decode(posterior.sample()).sample
    return picture_loss(y.float(), x) + KL_WEIGHT * posterior.kl().mean()


@torch.no_grad()
def psnr(vae: AutoencoderKL, batch: np.ndarray) -> float:
    """Mean PSNR in dB over uint8 pictures [n, h, w, 3], posterior mean, float32."""
    values = []
    for i in range(0, len(batch), 4):
        x = as_tensor(batch[i : i + 4])
        y = vae.decode(vae.encode(x).latent_dist.mean).sample.clamp(-1, 1)
        values += (-10 * torch.log10(((y - x) / 2).square().mean(dim=(1, 2, 3)))).tolist()
    return float(np.mean(values))


def train(rank: int, folder: Path, steps: int, seed: int, say) -> None:
    """Train to `steps` in all (resuming), leaving the averaged weights as `vae/`."""
    torch.manual_seed(seed)
    vae, average = new_vae(), new_vae()
    optimiser = torch.optim.AdamW(vae.parameters(), lr=PEAK_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    step = 0
    if state := checkpoint.load(folder / "vae.pt"):
        vae.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        if state["optimiser"]:
            optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    if step >= steps:
        return
    batches = Batches(folder, seed)
    rng = np.random.default_rng((seed, step, rank))
    torch.manual_seed(seed + 1000 * rank + step)
    saved = time.monotonic()
    losses: list[float] = []
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, PEAK_RATE)
        crops = WHOLE if step >= steps * WHOLE_FROM else LARGE if step >= steps * LARGE_FROM else SMALL
        loss = loss_of(vae, batches(rng, *crops))
        loss.backward()
        average_gradients(list(vae.parameters()))
        torch.nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        step += 1
        if rank > 0:
            continue
        move_average(average, vae, step, LONGEST_AVERAGE)
        if time.monotonic() - saved > checkpoint.EVERY_SECONDS or step == steps:
            checkpoint.save(folder / "vae.pt", {"model": vae.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step})
            average.save_pretrained(folder / "vae")
            quality = psnr(average, pictures(folder, 256, 250, seed + 7)[:HELD_OUT])
            say(f"vae step {step}/{steps} loss {np.mean(losses[-100:]):.4f} psnr(256, held out) {quality:.2f} dB")
            saved = time.monotonic()
