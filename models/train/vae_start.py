"""The autoencoder and its first weights.

Random first weights spend their first thousand steps on finding brightness and lose colours for long. These start as a
working, blurred autoencoder instead: three latents are the 8 × 8 means of red, green and blue, carried beside their
negatives (silu(x) − silu(−x) = x, so the last activation lets them through unchanged), and every residual branch adds
nothing yet. One norm group: with several, each group's level over the picture is normalised away, colours with it.
"""

import torch
from diffusers import AutoencoderKL

LOG_VARIANCE_START = -6.0


def new_vae() -> AutoencoderKL:
    vae = AutoencoderKL(
        block_out_channels=(16, 32, 64, 128),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=1,
        sample_size=256,
    )
    with torch.no_grad():
        start_as_means(vae)
    return vae.to(memory_format=torch.channels_last)


def pass_through(conv: torch.nn.Conv2d, kernel: torch.Tensor, channels: int = 6) -> None:
    """Let the first `channels` channels through `conv`, spread by `kernel`, apart from all others."""
    conv.weight[:channels] = 0
    conv.bias[:channels] = 0
    for i in range(channels):
        conv.weight[i, i] = kernel


def split(conv: torch.nn.Conv2d) -> None:
    """3 (or 4) channels in: channels 0–2 are the first three, 3–5 their negatives."""
    conv.weight[:6] = 0
    conv.bias[:6] = 0
    for i in range(3):
        conv.weight[i, i, 1, 1], conv.weight[i + 3, i, 1, 1] = 1, -1


def join(conv: torch.nn.Conv2d) -> None:
    """The inverse of `split`: the first three channels out are the differences."""
    conv.weight[:3] = 0
    conv.bias[:3] = 0
    for i in range(3):
        conv.weight[i, i, 1, 1], conv.weight[i, i + 3, 1, 1] = 1, -1


def start_as_means(vae: AutoencoderKL) -> None:
    one = torch.ones(1, 1)
    box = torch.zeros(3, 3)
    box[:2, :2] = 0.25  # the downsampler pads on the right and below only
    tent = torch.tensor([1.0, 2.0, 1.0])
    tent = tent[:, None] * tent / 16
    for part, blocks in ((vae.encoder, vae.encoder.down_blocks), (vae.decoder, vae.decoder.up_blocks)):
        split(part.conv_in)
        join(part.conv_out)
        for block in [*blocks, part.mid_block]:
            for resnet in block.resnets:
                torch.nn.init.zeros_(resnet.conv2.weight)
                if resnet.conv_shortcut is not None:
                    pass_through(resnet.conv_shortcut, one)
        torch.nn.init.zeros_(part.mid_block.attentions[0].to_out[0].weight)
    for block in vae.encoder.down_blocks[:-1]:
        pass_through(block.downsamplers[0].conv, box)
    for block in vae.decoder.up_blocks[:-1]:
        pass_through(block.upsamplers[0].conv, tent)
    pass_through(vae.post_quant_conv, one, 4)
    pass_through(vae.quant_conv, one, 4)
    vae.quant_conv.weight[4:] *= 0.1
    vae.quant_conv.bias[4:] = LOG_VARIANCE_START
