import { GraphBuilder, type Name } from './graph-builder.ts'
import {
  attention,
  convolution,
  groupNorm,
  linear,
  outOf,
  within,
  type ConvolutionOptions,
  type Place,
} from './layers.ts'
import { doubled } from './resize.ts'
import type { Weights } from './stored-weight.ts'

/** Stable Diffusion 1.x, as no file says it: diffusers' AutoencoderKL with SD 1.5's vae/config.json. */
const levels = 4
const resnetsALevel = { encoder: 2, decoder: 3 }
const normEpsilon = 1e-6
export const latentChannels = 4

interface Features {
  value: Name
  channels: number
}

/**
 * `sample` `[b, 3, 8h, 8w]` → `latent_parameters` `[b, 8, h, w]`: mean and log-variance.
 *
 * @param w keys of the original layout below `first_stage_model.`
 * @throws PaintError `bad_model` naming what is missing or of another shape
 */
export function vaeEncoderGraph(w: Weights): GraphBuilder {
  const g = new GraphBuilder('vae_encoder')
  const layers = vaeLayers(g, w)
  const sample = g.input('sample', 'float32', ['batch', 3, 'height', 'width'])
  let x = layers.conv({ path: '/encoder/conv_in', key: 'encoder.conv_in' }, { value: sample, channels: 3 })
  for (let level = 0; level < levels; level++) {
    const place = { path: `/encoder/down_blocks.${level}`, key: `encoder.down.${level}` }
    for (let j = 0; j < resnetsALevel.encoder; j++)
      x = layers.resnet(within(place, `resnets.${j}`, `block.${j}`), x)
    if (level < levels - 1) {
      // Padded at the right and at the bottom alone.
      const halved = { stride: 2, pads: [0, 0, 1, 1] } as const
      x = layers.conv(within(place, 'downsamplers.0/conv', 'downsample.conv'), x, halved)
    }
  }
  x = layers.end({ path: '/encoder', key: 'encoder' }, layers.middle({ path: '/encoder', key: 'encoder' }, x))
  x = layers.conv({ path: '/quant_conv', key: 'quant_conv' }, x)
  g.output(x.value, 'latent_parameters', ['batch', x.channels, 'latent_height', 'latent_width'])
  return g
}

/** `latent_sample` `[b, 4, h, w]`, divided by the scaling factor already → `sample` `[b, 3, 8h, 8w]`. Else as above. */
export function vaeDecoderGraph(w: Weights): GraphBuilder {
  const g = new GraphBuilder('vae_decoder')
  const layers = vaeLayers(g, w)
  const sizes = ['batch', latentChannels, 'latent_height', 'latent_width']
  const latents = { value: g.input('latent_sample', 'float32', sizes), channels: latentChannels }
  const place = { path: '/decoder', key: 'decoder' }
  let x = layers.conv({ path: '/post_quant_conv', key: 'post_quant_conv' }, latents)
  x = layers.middle(place, layers.conv(within(place, 'conv_in'), x))
  for (let level = 0; level < levels; level++) {
    // The original counts from the other end.
    const up = within(place, `up_blocks.${level}`, `up.${levels - 1 - level}`)
    for (let j = 0; j < resnetsALevel.decoder; j++)
      x = layers.resnet(within(up, `resnets.${j}`, `block.${j}`), x)
    if (level < levels - 1) {
      const larger = { ...x, value: doubled(g, x.value) }
      x = layers.conv(within(up, 'upsamplers.0/conv', 'upsample.conv'), larger)
    }
  }
  x = layers.end(place, x)
  g.output(x.value, 'sample', ['batch', x.channels, 'height', 'width'])
  return g
}

/** What both halves are made of. */
function vaeLayers(g: GraphBuilder, w: Weights) {
  const conv = (place: Place, { value, channels }: Features, options?: ConvolutionOptions): Features => ({
    value: convolution(g, w, place, value, channels, options),
    channels: outOf(w, place.key),
  })
  const norm = (place: Place, { value, channels }: Features): Name =>
    groupNorm(g, w, place, value, channels, normEpsilon)

  function resnet(place: Place, x: Features): Features {
    const first = conv(within(place, 'conv1'), { ...x, value: g.silu(norm(within(place, 'norm1'), x)) })
    const again = g.silu(norm(within(place, 'norm2'), first))
    const second = conv(within(place, 'conv2'), { ...first, value: again })
    const shortcut = within(place, 'conv_shortcut', 'nin_shortcut')
    const straight = w.has(`${shortcut.key}.weight`) ? conv(shortcut, x) : x
    return { value: g.add(straight.value, second.value), channels: second.channels }
  }

  /** One head as wide as the picture has channels. */
  function attend(place: Place, x: Features): Features {
    const channelsLast = g.transpose(norm(within(place, 'group_norm', 'norm'), x), [0, 2, 3, 1])
    const shape = g.node('Shape', [channelsLast])
    const rows = g.reshape(channelsLast, g.integers([-1, x.channels]))
    const batch = g.node('Slice', [shape, g.integers([0]), g.integers([1])])
    const apart = g.concat([batch, g.integers([-1, x.channels])], 0)
    const project = (name: string, key: string) =>
      g.reshape(linear(g, w, within(place, name, key), rows, x.channels), apart)
    const attended = attention(
      g,
      place.path,
      project('to_q', 'q'),
      project('to_k', 'k'),
      project('to_v', 'v'),
      1,
    )
    const back = g.reshape(attended, g.integers([-1, x.channels]))
    const projected = linear(g, w, within(place, 'to_out.0', 'proj_out'), back, x.channels)
    const value = g.add(g.transpose(g.reshape(projected, shape), [0, 3, 1, 2]), x.value)
    return { value, channels: x.channels }
  }

  return {
    conv,
    resnet,
    middle(place: Place, x: Features): Features {
      const middle = within(place, 'mid_block', 'mid')
      const first = resnet(within(middle, 'resnets.0', 'block_1'), x)
      const attended = attend(within(middle, 'attentions.0', 'attn_1'), first)
      return resnet(within(middle, 'resnets.1', 'block_2'), attended)
    },
    end(place: Place, x: Features): Features {
      const normed = g.silu(norm(within(place, 'conv_norm_out', 'norm_out'), x))
      return conv(within(place, 'conv_out'), { ...x, value: normed })
    },
  }
}
