"""One torch module a file of the model folder, with the names and shapes of its inputs and outputs.

| part | inputs | outputs |
| --- | --- | --- |
| text_encoder | `input_ids` int64 [b, 77] | `last_hidden_state` [b, 77, d], `pooler_output` [b, d], `last_hidden_state_skip_N` |
| unet | `sample` [b, 4, h, w], `timestep` float32 [b], `encoder_hidden_states` [b, s, d] | `out_sample` [b, 4, h, w] |
| vae_encoder | `sample` [b, 3, 8h, 8w] | `latent_parameters` [b, 8, h, w]: mean and log-variance |
| vae_decoder | `latent_sample` [b, 4, h, w], already divided by the scaling factor | `sample` [b, 3, 8h, 8w] |
| vae_decoder_tiny | the same, in the scale of the scheduler's latents (TAESD's scaling factor is 1) | `sample` [b, 3, 8h, 8w] |
| safety_checker | `clip_input` [b, 3, 224, 224], `images` [b, H, W, 3] | `out_images`, `has_nsfw_concepts` bool [b] |

All floats are float32, whatever the weights are. `last_hidden_state_skip_N` is the text encoder's output with its last N layers
left out and the final layer norm applied (diffusers' `clip_skip=N`; A1111's "Clip skip" N + 1). A UNet that was distilled
with its guidance (`time_cond_proj_dim`, LCM) has `timestep_cond` float32 [b, time_cond_proj_dim] besides.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Part:
    """A module ready to be traced. `example(batch, height, width)` makes random inputs for that many latent pixels."""

    name: str
    module: nn.Module
    inputs: list[str]
    outputs: list[str]
    dynamic: dict[str, dict[int, str]]
    example: Callable[[int, int, int], tuple[torch.Tensor, ...]]


class TextEncoder(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        # transformers 5 took the text model's own layers one level up.
        self.norm = getattr(model, "text_model", model).final_layer_norm
        self.layers = model.config.num_hidden_layers

    def forward(self, input_ids):
        out = self.model(input_ids, output_hidden_states=True, return_dict=True)
        skipped = [self.norm(out.hidden_states[-1 - n]) for n in range(1, self.layers)]
        return tuple(x.float() for x in (out.last_hidden_state, out.pooler_output, *skipped))


class UNet(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, sample, timestep, encoder_hidden_states, timestep_cond=None):
        dtype = self.model.conv_in.weight.dtype
        condition = None if timestep_cond is None else timestep_cond.to(dtype)
        # The timestep stays float32: its sines are computed in float32 by diffusers too.
        return self.model(
            sample.to(dtype), timestep, encoder_hidden_states.to(dtype), timestep_cond=condition, return_dict=False
        )[0].float()


class VaeEncoder(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, sample):
        hidden = self.model.encoder(sample.to(self.model.dtype))
        return (hidden if self.model.quant_conv is None else self.model.quant_conv(hidden)).float()


class VaeDecoder(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, latent_sample):
        latents = latent_sample.to(self.model.dtype)
        hidden = latents if self.model.post_quant_conv is None else self.model.post_quant_conv(latents)
        return self.model.decoder(hidden).float()


class TinyDecoder(nn.Module):
    """An AutoencoderTiny's decoder, its clamp and its scaling to -1 ... 1 included."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, latent_sample):
        return self.model.decode(latent_sample.to(self.model.dtype), return_dict=False)[0].float()


class SafetyChecker(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, clip_input, images):
        dtype = self.model.visual_projection.weight.dtype
        blackened, flags = self.model.forward_onnx(clip_input.to(dtype), images.clone())
        return blackened.float(), flags


def text_encoder(model) -> Part:
    module = TextEncoder(model)
    outputs = ["last_hidden_state", "pooler_output", *(f"last_hidden_state_skip_{n}" for n in range(1, module.layers))]

    def example(batch: int, _height: int, _width: int):
        ids = torch.randint(0, model.config.vocab_size - 2, (batch, 77))
        # CLIP pools at the end token, the highest id; the rest is padding, as the tokenizer makes it.
        ids[:, 0] = model.config.vocab_size - 2
        ids[:, 20:] = model.config.vocab_size - 1
        return (ids,)

    dynamic = {name: {0: "batch"} for name in ["input_ids", *outputs]}
    return Part("text_encoder", module, ["input_ids"], outputs, dynamic, example)


def unet(model) -> Part:
    inputs = ["sample", "timestep", "encoder_hidden_states"]
    condition = model.config.time_cond_proj_dim
    if condition is not None:
        inputs.append("timestep_cond")

    def example(batch: int, height: int, width: int):
        tensors = [
            torch.randn(batch, model.config.in_channels, height, width),
            # Fractional and different in every row: what euler and the batching across requests hand over.
            torch.linspace(946.421, 1.5, batch) if batch > 1 else torch.tensor([499.25]),
            torch.randn(batch, 77, model.config.cross_attention_dim),
        ]
        if condition is not None:
            tensors.append(torch.randn(batch, condition))
        return tuple(tensors)

    picture = {0: "batch", 2: "height", 3: "width"}
    dynamic = {"sample": picture, "out_sample": picture, "timestep": {0: "batch"}, "timestep_cond": {0: "batch"}}
    dynamic["encoder_hidden_states"] = {0: "batch", 1: "sequence"}
    dynamic = {name: axes for name, axes in dynamic.items() if name in [*inputs, "out_sample"]}
    return Part("unet", UNet(model), inputs, ["out_sample"], dynamic, example)


def vae_encoder(model) -> Part:
    factor = 2 ** (len(model.config.block_out_channels) - 1)

    def example(batch: int, height: int, width: int):
        return (torch.rand(batch, model.config.in_channels, height * factor, width * factor) * 2 - 1,)

    picture, latents = {0: "batch", 2: "height", 3: "width"}, {0: "batch", 2: "latent_height", 3: "latent_width"}
    dynamic = {"sample": picture, "latent_parameters": latents}
    return Part("vae_encoder", VaeEncoder(model), ["sample"], ["latent_parameters"], dynamic, example)


def vae_decoder(model) -> Part:
    def example(batch: int, height: int, width: int):
        return (torch.randn(batch, model.config.latent_channels, height, width) / model.config.scaling_factor,)

    picture, latents = {0: "batch", 2: "height", 3: "width"}, {0: "batch", 2: "latent_height", 3: "latent_width"}
    dynamic = {"latent_sample": latents, "sample": picture}
    return Part("vae_decoder", VaeDecoder(model), ["latent_sample"], ["sample"], dynamic, example)


def vae_decoder_tiny(model) -> Part:
    def example(batch: int, height: int, width: int):
        return (torch.randn(batch, model.config.latent_channels, height, width) / model.config.scaling_factor,)

    picture, latents = {0: "batch", 2: "height", 3: "width"}, {0: "batch", 2: "latent_height", 3: "latent_width"}
    dynamic = {"latent_sample": latents, "sample": picture}
    return Part("vae_decoder_tiny", TinyDecoder(model), ["latent_sample"], ["sample"], dynamic, example)


def safety_checker(model) -> Part:
    side = model.config.vision_config.image_size

    def example(batch: int, height: int, width: int):
        return torch.randn(batch, 3, side, side), torch.rand(batch, height * 8, width * 8, 3)

    pictures = {0: "batch", 1: "height", 2: "width"}
    dynamic = {
        "clip_input": {0: "batch"},
        "images": pictures,
        "out_images": pictures,
        "has_nsfw_concepts": {0: "batch"},
    }
    outputs = ["out_images", "has_nsfw_concepts"]
    return Part("safety_checker", SafetyChecker(model), ["clip_input", "images"], outputs, dynamic, example)
