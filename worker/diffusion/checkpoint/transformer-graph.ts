import { microsoft, type GraphBuilder, type Name } from './graph-builder.ts'
import { attention, groupNorm, layerNorm, linear, outOf, within, type Place } from './layers.ts'
import type { Weights } from './stored-weight.ts'

/** SD 1.x has eight heads at every width; its config calls that `attention_head_dim`. */
const heads = 8
const normEpsilon = 1e-6

/** The transformers of a UNet (diffusers' Transformer2DModel), which share the text and the batch. Between attentions everything is rows. */
export class TransformerGraph {
  readonly #g: GraphBuilder
  readonly #w: Weights
  readonly #batch: Name
  readonly #context: Name
  readonly #contextWidth: number
  readonly #shapes = new Map<number, Name>()

  /** `sample`: anything of the run's batch; `context` `[b, tokens, contextWidth]`. */
  constructor(g: GraphBuilder, w: Weights, sample: Name, context: Name, contextWidth: number) {
    this.#g = g
    this.#w = w
    this.#batch = g.node('Slice', [g.node('Shape', [sample]), g.integers([0]), g.integers([1])])
    this.#context = g.reshape(context, g.integers([-1, contextWidth]))
    this.#contextWidth = contextWidth
  }

  /** Over `[b, channels, h, w]`. */
  add(place: Place, x: Name, channels: number): Name {
    const g = this.#g
    const normed = groupNorm(g, this.#w, within(place, 'norm'), x, channels, normEpsilon)
    const channelsLast = g.transpose(normed, [0, 2, 3, 1])
    const shape = g.node('Shape', [channelsLast])
    let rows = linear(g, this.#w, within(place, 'proj_in'), this.#rows(channelsLast, channels), channels)
    const inner = outOf(this.#w, `${place.key}.proj_in`)
    for (let i = 0; this.#w.has(`${place.key}.transformer_blocks.${i}.norm1.weight`); i++)
      rows = this.#block(within(place, `transformer_blocks.${i}`), rows, inner)
    const projected = linear(g, this.#w, within(place, 'proj_out'), rows, inner)
    return g.add(g.transpose(g.reshape(projected, shape), [0, 3, 1, 2]), x)
  }

  #block(place: Place, x: Name, width: number): Name {
    const g = this.#g
    const norm = (name: string, rows: Name) => layerNorm(g, this.#w, within(place, name), rows, width)
    const one = norm('norm1', x)
    const afterSelf = g.add(this.#attention(within(place, 'attn1'), one, width, one, width), x)
    const two = norm('norm2', afterSelf)
    const cross = this.#attention(within(place, 'attn2'), two, width, this.#context, this.#contextWidth)
    const afterCross = g.add(cross, afterSelf)
    return g.add(this.#feedForward(within(place, 'ff'), norm('norm3', afterCross), width), afterCross)
  }

  #attention(place: Place, x: Name, width: number, from: Name, fromWidth: number): Name {
    const g = this.#g
    const project = (name: string, rows: Name, inner: number) =>
      this.#apart(
        linear(g, this.#w, within(place, name), rows, inner),
        outOf(this.#w, `${place.key}.${name}`),
      )
    const [q, k, v] = [
      project('to_q', x, width),
      project('to_k', from, fromWidth),
      project('to_v', from, fromWidth),
    ]
    const inner = outOf(this.#w, `${place.key}.to_v`)
    const attended = this.#rows(attention(g, place.path, q, k, v, heads), inner)
    return linear(g, this.#w, within(place, 'to_out.0'), attended, inner)
  }

  /** diffusers' FeedForward with GEGLU: `a · gelu(b)` of one projection's halves. */
  #feedForward(place: Place, x: Name, width: number): Name {
    const g = this.#g
    const wide = linear(g, this.#w, within(place, 'net.0/proj', 'net.0.proj'), x, width)
    const inner = outOf(this.#w, `${place.key}.net.0.proj`) / 2
    const [value, gate] = g.split(wide, [inner, inner])
    const gelu = g.node('Gelu', [gate], { domain: microsoft, name: `${place.path}/Gelu` })
    return linear(g, this.#w, within(place, 'net.2'), g.multiply(value, gelu), inner)
  }

  #rows(value: Name, width: number): Name {
    return this.#g.reshape(value, this.#g.integers([-1, width]))
  }

  /** Rows `[b · n, width]` → `[b, n, width]`. */
  #apart(rows: Name, width: number): Name {
    const shape = this.#shapes.get(width) ?? this.#g.concat([this.#batch, this.#g.integers([-1, width])], 0)
    this.#shapes.set(width, shape)
    return this.#g.reshape(rows, shape)
  }
}
