import { intAttribute } from '#diffusion/onnx/encode.ts'
import { GraphBuilder, type Name } from './graph-builder.ts'
import { layerNorm, linear, outOf, within, type Place } from './layers.ts'
import type { Weights } from './stored-weight.ts'

/** CLIP's heads are this wide (openai/CLIP, `build_model`). */
const headWidth = 64
/** quick_gelu: x · sigmoid(1.702 x) */
const quickGelu = 1.702
/** Added to the scores of tokens that come later: nothing is left of them after the softmax. */
const hidden = -1e9

/**
 * CLIP's text encoder. `input_ids` int64 `[b, 77]` → `last_hidden_state` `[b, 77, d]` and `last_hidden_state_skip_N`, its last N layers
 * left out; the final layer norm is applied to each.
 *
 * @param w keys below `cond_stage_model.transformer.text_model.`
 * @throws PaintError `bad_model` naming what is missing or of another shape
 */
export function textEncoderGraph(w: Weights): GraphBuilder {
  const g = new GraphBuilder('text_encoder')
  const positions = w.get('embeddings.position_embedding.weight')
  const [tokens = 0, width = 0] = positions.shape
  const heads = Math.max(Math.round(width / headWidth), 1)
  const ids = g.input('input_ids', 'int64', ['batch', tokens])
  const words = g.rows(
    w.get('embeddings.token_embedding.weight'),
    ids,
    '/text_model/embeddings/token_embedding/Gather',
  )
  const toRows = g.integers([-1, width])
  const toStates = g.integers([-1, tokens, width])
  const toHeads = g.integers([-1, tokens, heads, width / heads])
  const later = g.floats(
    Array.from({ length: tokens * tokens }, (_, i) => (i % tokens > Math.floor(i / tokens) ? hidden : 0)),
    [tokens, tokens],
  )
  const scale = g.floats([(width / heads) ** -0.5], [1])

  function attend(place: Place, x: Name): Name {
    const project = (name: string) => g.reshape(linear(g, w, within(place, name), x, width), toHeads)
    const q = g.transpose(g.multiply(project('q_proj'), scale), [0, 2, 1, 3])
    const k = g.transpose(project('k_proj'), [0, 2, 3, 1])
    const v = g.transpose(project('v_proj'), [0, 2, 1, 3])
    const scores = g.add(g.node('MatMul', [q, k]), later)
    const weights = g.node('Softmax', [scores], { attributes: [intAttribute('axis', -1)] })
    const attended = g.transpose(g.node('MatMul', [weights, v]), [0, 2, 1, 3])
    return linear(g, w, within(place, 'out_proj'), g.reshape(attended, toRows), width)
  }

  function layer(place: Place, x: Name): Name {
    const attended = attend(
      within(place, 'self_attn'),
      layerNorm(g, w, within(place, 'layer_norm1'), x, width),
    )
    const after = g.add(attended, x)
    const normed = layerNorm(g, w, within(place, 'layer_norm2'), after, width)
    const wide = linear(g, w, within(place, 'mlp/fc1', 'mlp.fc1'), normed, width)
    const gate = g.node('Sigmoid', [g.multiply(wide, g.floats([quickGelu], [1]))])
    const inner = outOf(w, `${place.key}.mlp.fc1`)
    return g.add(linear(g, w, within(place, 'mlp/fc2', 'mlp.fc2'), g.multiply(wide, gate), inner), after)
  }

  let x = g.reshape(g.add(words, g.weight(positions)), toRows)
  const after: Name[] = []
  for (let i = 0; w.has(`encoder.layers.${i}.layer_norm1.weight`); i++) {
    x = layer({ path: `/text_model/encoder/layers.${i}`, key: `encoder.layers.${i}` }, x)
    after.push(x)
  }
  const end = { path: '/text_model/final_layer_norm', key: 'final_layer_norm' }
  for (let skipped = 0; skipped < after.length; skipped++) {
    const states = layerNorm(g, w, end, after.at(-1 - skipped) ?? x, width)
    const name = skipped === 0 ? 'last_hidden_state' : `last_hidden_state_skip_${skipped}`
    g.output(g.reshape(states, toStates), name, ['batch', tokens, width])
  }
  return g
}
