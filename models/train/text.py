"""The text encoder: CLIP's architecture, narrow, taught what a prompt says before the UNet ever listens to it.

Every position from the end token on (SD 1.5 pads with end tokens, and CLIP's mask is causal, so they have all read the
whole prompt) must tell subject, colour, setting, time and style, or that nothing was said of it, to a linear reader.
"""

import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from transformers import CLIPTextConfig, CLIPTextModel

import checkpoint
from parallel import average_gradients, wait_for_all
from scenes.captions import caption
from scenes.scene import ALL_SCENES, WORLD
from schedule import rate
from vocabulary import CLIP_SIZE, END, LENGTH, START, compact_table, encode, known_tokens, sprinkle

WIDTH = 64
BATCH = 24  # of each worker
SHORT, SHORT_SHARE = 40, 0.8  # most steps see that many positions only: half the time, nearly all the words
PEAK_RATE = 2e-3
PROMPTS_AHEAD = 20_000
READERS_FIRST = 80  # steps in which an encoder that was not new waits for its new readers


def new_text_encoder(vocabulary: int, end: int) -> CLIPTextModel:
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=vocabulary, hidden_size=WIDTH, intermediate_size=4 * WIDTH, projection_dim=WIDTH, num_hidden_layers=3, num_attention_heads=4,
            max_position_embeddings=LENGTH, hidden_act="quick_gelu", bos_token_id=START, eos_token_id=end, pad_token_id=end,
        )  # fmt: skip
    )


class Readers(torch.nn.Module):
    """One linear reader per attribute; class 0 is "nothing said", class i + 1 is WORLD's value i."""

    def __init__(self):
        super().__init__()
        self.heads = torch.nn.ModuleDict({key: torch.nn.Linear(WIDTH, len(values) + 1) for key, values in WORLD.items()})

    def loss(self, states: torch.Tensor, said: torch.Tensor) -> torch.Tensor:
        """states [n, WIDTH], said [n, 5] (classes) → mean cross-entropy."""
        return sum(F.cross_entropy(head(states), said[:, i]) for i, head in enumerate(self.heads.values()))

    def right(self, states: torch.Tensor, said: torch.Tensor) -> float:
        """Share of attributes read rightly."""
        return float(np.mean([(head(states).argmax(-1) == said[:, i]).float().mean().item() for i, head in enumerate(self.heads.values())]))


def prompts(count: int, seed: int) -> tuple[np.ndarray, torch.Tensor]:
    """Compact ids [count, 77] and what they say [count, 5]."""
    rng = np.random.default_rng(seed)
    texts, said = [], []
    for _ in range(count):
        if rng.random() < 0.03:
            texts.append("")
            said.append([0] * len(WORLD))
            continue
        text, labels = caption(ALL_SCENES[rng.integers(len(ALL_SCENES))], rng)
        texts.append(text)
        said.append([labels[key] + 1 for key in WORLD])
    return compact_table()[encode(texts)].numpy(), torch.tensor(said)


def reading_states(encoder: CLIPTextModel, ids: torch.Tensor, rng, positions: int = 4) -> torch.Tensor:
    """States [n, positions, WIDTH] at the first end token, the last position, and some between."""
    states, length = encoder(ids).last_hidden_state, ids.shape[1]
    end = (ids == encoder.config.eos_token_id).int().argmax(dim=1)
    between = end[:, None] + ((length - 1 - end)[:, None] * torch.from_numpy(rng.random((len(ids), positions - 2)))).long()
    where = torch.cat([end[:, None], between, torch.full_like(end[:, None], length - 1)], dim=1)
    return states[torch.arange(len(ids))[:, None], where]


def train(rank: int, folder: Path, steps: int, seed: int, say) -> None:
    """Train to `steps` in all (resuming); leaves `text.pt` and the widened encoder as `text_encoder/`."""
    torch.manual_seed(seed)
    end = compact_table()[END].item()
    encoder, readers = new_text_encoder(len(known_tokens()) + 1, end), Readers()
    parameters = [*encoder.parameters(), *readers.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    step = 0
    if state := checkpoint.load(folder / "text.pt"):
        encoder.load_state_dict(state["model"])
        readers.load_state_dict(state["readers"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    elif (folder / "text_encoder").exists():
        go_on_from(encoder, CLIPTextModel.from_pretrained(folder / "text_encoder"))
        encoder.requires_grad_(False)
    if step >= steps:
        return
    ids, said = prompts(PROMPTS_AHEAD, seed)
    rng, rng_shared = np.random.default_rng((seed, step, rank)), np.random.default_rng((seed, step))
    saved = time.monotonic()
    while step < steps:
        if step == READERS_FIRST:
            encoder.requires_grad_(True)
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, PEAK_RATE)
        chosen = rng.integers(0, len(ids), BATCH)
        batch = torch.from_numpy(np.stack([sprinkle(ids[i], rng) if rng.random() < 0.4 else ids[i] for i in chosen]))
        if rng_shared.random() < SHORT_SHARE:
            batch = batch[:, :SHORT].clone()
            batch[:, -1] = end
        states = reading_states(encoder, batch, rng)
        loss = readers.loss(states.flatten(0, 1), said[chosen].repeat_interleave(states.shape[1], 0))
        loss.backward()
        average_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        if rank == 0 and (time.monotonic() - saved > checkpoint.EVERY_SECONDS or step == steps):
            checkpoint.save(folder / "text.pt", {"model": encoder.state_dict(), "readers": readers.state_dict(), "optimiser": optimiser.state_dict(), "step": step})
            say(f"text step {step}/{steps} loss {loss.item():.4f} read rightly (fresh prompts) {score(encoder, readers, seed + 1):.4f}")
            saved = time.monotonic()
    if rank == 0:
        widen(encoder).save_pretrained(folder / "text_encoder")
    wait_for_all()


@torch.no_grad()
def score(encoder: CLIPTextModel, readers: Readers, seed: int) -> float:
    ids, said = prompts(500, seed)
    states = reading_states(encoder, torch.from_numpy(ids), np.random.default_rng(seed), positions=2)
    return readers.right(states[:, 0], said)


def embedding_of(encoder: CLIPTextModel) -> str:
    """The name of the token embedding among the encoder's weights."""
    (name,) = [key for key in encoder.state_dict() if key.endswith("token_embedding.weight")]
    return name


@torch.no_grad()
def go_on_from(encoder: CLIPTextModel, wide: CLIPTextModel) -> None:
    """Give `encoder` the weights of one that was trained on a smaller world: words it lacked begin near the unknown word's row."""
    weights = wide.state_dict()
    name = embedding_of(wide)
    rows = weights[name]
    unknown = next(row for i, row in enumerate(rows) if i not in known_tokens() and (rows[i + 1] == row).all())
    known = rows[list(known_tokens())]
    new = (known == unknown).all(dim=1, keepdim=True)
    known = known + new * torch.randn(known.shape) * rows[list(known_tokens())].std(dim=0)
    encoder.load_state_dict({**weights, name: torch.cat([unknown[None], known])})


@torch.no_grad()
def widen(encoder: CLIPTextModel) -> CLIPTextModel:
    """The same encoder over CLIP's whole vocabulary: every other token gets the unknown word's row."""
    wide = new_text_encoder(CLIP_SIZE, END)
    weights = encoder.state_dict()
    name = embedding_of(encoder)
    weights[name] = weights[name][compact_table()]
    wide.load_state_dict(weights)
    return wide.eval()
