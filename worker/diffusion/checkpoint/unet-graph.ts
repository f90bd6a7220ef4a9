import { GraphBuilder, type Name } from './graph-builder.ts'
import {
  convolution,
  groupNorm,
  linear,
  outOf,
  within,
  type ConvolutionOptions,
  type Place,
} from './layers.ts'
import { resizedLike } from './resize.ts'
import type { Weights } from './stored-weight.ts'
import { TransformerGraph } from './transformer-graph.ts'

/** Stable Diffusion 1.x, as no file says it: diffusers' UNet2DConditionModel with SD 1.5's unet/config.json. */
const levels = 4
const resnetsALevel = 2
const normEpsilon = 1e-5
const longestPeriod = 10_000

/** What the graph between `conv_in` and `conv_out` passes on: a value and its channels. */
interface Features {
  value: Name
  channels: number
}

/**
 * The UNet of a checkpoint. Inputs as our exports have them: `sample` `[b, 4 or 9, h, w]`, `timestep` float32 `[b]`,
 * `encoder_hidden_states` `[b, tokens, d]` → `out_sample` `[b, 4, h, w]`, any h and w.
 *
 * @param w keys of the original layout below `model.diffusion_model.`
 * @throws PaintError `bad_model` naming what is missing or of another shape
 */
export function unetGraph(w: Weights): GraphBuilder {
  const g = new GraphBuilder('unet')
  const [width = 0, channels = 0] = w.get('input_blocks.0.0.weight').shape
  const contextWidth = w.get('input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight').shape[1] ?? 0
  const sample = g.input('sample', 'float32', ['batch', channels, 'height', 'width'])
  const timestep = g.input('timestep', 'float32', ['batch'])
  const context = g.input('encoder_hidden_states', 'float32', ['batch', 'sequence', contextWidth])
  const transformers = new TransformerGraph(g, w, sample, context, contextWidth)
  const embeddingWidth = outOf(w, 'time_embed.2')
  const embedding = g.silu(timeEmbedding())

  function timeEmbedding(): Name {
    const half = width / 2
    const frequencies = Array.from({ length: half }, (_, i) =>
      Math.exp(Math.fround((Math.fround(-Math.log(longestPeriod)) * i) / half)),
    )
    const angles = g.multiply(g.reshape(timestep, g.integers([-1, 1])), g.floats(frequencies, [1, half]))
    // Cosines first: diffusers' flip_sin_to_cos.
    const waves = g.concat([g.node('Cos', [angles]), g.node('Sin', [angles])], 1)
    const first = linear(g, w, { path: '/time_embedding/linear_1', key: 'time_embed.0' }, waves, width)
    const between = outOf(w, 'time_embed.0')
    return linear(g, w, { path: '/time_embedding/linear_2', key: 'time_embed.2' }, g.silu(first), between)
  }

  function resnet(place: Place, x: Features): Features {
    const out = outOf(w, `${place.key}.in_layers.2`)
    const normed = groupNorm(g, w, within(place, 'norm1', 'in_layers.0'), x.value, x.channels, normEpsilon)
    const first = convolution(g, w, within(place, 'conv1', 'in_layers.2'), g.silu(normed), x.channels)
    const time = linear(g, w, within(place, 'time_emb_proj', 'emb_layers.1'), embedding, embeddingWidth)
    const timed = g.add(first, g.reshape(time, g.integers([-1, out, 1, 1])))
    const again = groupNorm(g, w, within(place, 'norm2', 'out_layers.0'), timed, out, normEpsilon)
    const second = convolution(g, w, within(place, 'conv2', 'out_layers.3'), g.silu(again), out)
    const straight = w.has(`${place.key}.skip_connection.weight`)
      ? convolution(g, w, within(place, 'conv_shortcut', 'skip_connection'), x.value, x.channels)
      : x.value
    return { value: g.add(straight, second), channels: out }
  }

  const transformer = (place: Place, { value, channels }: Features): Features => ({
    value: transformers.add(place, value, channels),
    channels,
  })
  const conv = (place: Place, { value, channels }: Features, options?: ConvolutionOptions): Features => ({
    value: convolution(g, w, place, value, channels, options),
    channels: outOf(w, place.key),
  })

  let x = conv({ path: '/conv_in', key: 'input_blocks.0.0' }, { value: sample, channels })
  const skips = [x]
  for (let level = 0; level < levels; level++) {
    for (let j = 0; j < resnetsALevel; j++) {
      const key = `input_blocks.${3 * level + j + 1}`
      x = resnet({ path: `/down_blocks.${level}/resnets.${j}`, key: `${key}.0` }, x)
      if (level < levels - 1)
        x = transformer({ path: `/down_blocks.${level}/attentions.${j}`, key: `${key}.1` }, x)
      skips.push(x)
    }
    if (level === levels - 1) break
    const path = `/down_blocks.${level}/downsamplers.0/conv`
    x = conv({ path, key: `input_blocks.${3 * level + 3}.0.op` }, x, { stride: 2 })
    skips.push(x)
  }
  x = resnet({ path: '/mid_block/resnets.0', key: 'middle_block.0' }, x)
  x = transformer({ path: '/mid_block/attentions.0', key: 'middle_block.1' }, x)
  x = resnet({ path: '/mid_block/resnets.1', key: 'middle_block.2' }, x)
  for (let level = 0; level < levels; level++) {
    for (let j = 0; j <= resnetsALevel; j++) {
      const key = `output_blocks.${3 * level + j}`
      x = resnet({ path: `/up_blocks.${level}/resnets.${j}`, key: `${key}.0` }, joined(x, skips.pop()))
      if (level > 0) x = transformer({ path: `/up_blocks.${level}/attentions.${j}`, key: `${key}.1` }, x)
    }
    const next = skips.at(-1)
    if (!next) break
    const path = `/up_blocks.${level}/upsamplers.0/conv`
    const key = `output_blocks.${3 * level + 2}.${level === 0 ? 1 : 2}.conv`
    x = conv({ path, key }, { ...x, value: resizedLike(g, x.value, next.value) })
  }
  const normed = groupNorm(g, w, { path: '/conv_norm_out', key: 'out.0' }, x.value, x.channels, normEpsilon)
  const answer = conv({ path: '/conv_out', key: 'out.2' }, { ...x, value: g.silu(normed) })
  g.output(answer.value, 'out_sample', ['batch', answer.channels, 'height', 'width'])
  return g

  function joined(x: Features, skip: Features = { value: '', channels: 0 }): Features {
    return { value: g.concat([x.value, skip.value], 1), channels: x.channels + skip.channels }
  }
}
