import type { Conditioning } from './conditioning.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Session } from '#diffusion/session/session.ts'
import { skippedStates } from '#diffusion/onnx/skipped-layers.ts'
import { tokenVectorInputs } from '#diffusion/onnx/token-vectors.ts'
import { joinFeeds, newValues, type Values } from '#diffusion/session/values.ts'

/** CLIP's text encoder. */
export interface TextEncoder {
  /**
   * `clipSkip` layers are left out at the end; the final layer norm is always applied, as diffusers does. `inputs`: what an edited graph
   * and adapters take besides the ids.
   */
  encode(ids: readonly number[], clipSkip: number, inputs?: Record<string, Values>): Promise<Conditioning>
  /** Whether its graph has hidden states without that many layers. */
  skips(clipSkip: number): boolean
  /** Numbers of a token's vector, where the graph takes such. */
  readonly width: number | undefined
}

/** @throws PaintError `bad_model` when the graph is no text encoder */
export function createTextEncoder(session: Session): TextEncoder {
  const ids = session.inputs.find(({ name }) => name === 'input_ids') ?? session.inputs[0]
  const lastHiddenState =
    session.outputs.find(({ name }) => name === 'last_hidden_state') ??
    session.outputs.find(({ dims }) => dims.length === 3)
  if (!ids || !lastHiddenState) {
    throw new PaintError(
      'bad_model',
      "The text encoder's graph has no token ids or no hidden states: it is another kind of model.",
    )
  }
  const mask = session.inputs.find(({ name }) => name === 'attention_mask')

  const nameOf = (clipSkip: number) => (clipSkip === 0 ? lastHiddenState.name : skippedStates(clipSkip))
  const skips = (clipSkip: number) => session.outputs.some(({ name }) => name === nameOf(clipSkip))
  const width = session.inputs.find(({ name }) => name === tokenVectorInputs.vectors)?.dims[2]

  return {
    skips,
    width: typeof width === 'number' ? width : undefined,
    async encode(tokens, clipSkip, inputs) {
      const wanted = nameOf(clipSkip)
      if (!skips(clipSkip)) throw cannotSkip(session, clipSkip)
      const input: Values = { dims: [1, tokens.length], data: Float32Array.from(tokens) }
      const feeds = joinFeeds({ [ids.name]: input }, inputs)
      if (mask) {
        const ones = newValues(input.dims)
        ones.data.fill(1)
        feeds[mask.name] = ones
      }
      const states = (await session.run(feeds, { [wanted]: undefined }))[wanted]
      if (!states) throw new Error(`The text encoder gave no ${wanted}.`)
      return { hiddenStates: { dims: states.dims.slice(1), data: states.data } }
    },
  }
}

/** Our exports have an output for every layer that can be left out; others have the last one alone. */
function cannotSkip({ outputs }: Session, clipSkip: number): PaintError {
  const most = outputs.filter(({ name }) => name.startsWith('last_hidden_state_skip_')).length
  return new PaintError(
    'bad_request',
    most === 0
      ? `This model was exported without what clip skip needs: set clip skip to 1, not ${clipSkip + 1}, or export the model with models/export_onnx.py.`
      : `Clip skip is at most ${most + 1} with this model, not ${clipSkip + 1}.`,
  )
}
