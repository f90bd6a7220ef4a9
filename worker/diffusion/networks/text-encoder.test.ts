import { expect, test } from 'vitest'
import type { Session } from '#diffusion/session/session.ts'
import { createTextEncoder } from './text-encoder.ts'

/** A text encoder whose outputs tell their place among `names`. */
function encoderWith(names: string[]) {
  const session: Session = {
    device: { provider: 'cpu', index: 0 },
    inputs: [{ name: 'input_ids', type: 'int64', dims: ['batch', 77] }],
    outputs: names.map((name) => ({ name, type: 'float32', dims: ['batch', 77, 1] })),
    async run(_feeds, wanted) {
      const [name = ''] = Object.keys(wanted)
      return { [name]: { dims: [1, 1, 1], data: Float32Array.of(names.indexOf(name)) } }
    },
    release: async () => {},
  }
  return createTextEncoder(session)
}
const whole = encoderWith(['last_hidden_state', 'last_hidden_state_skip_1', 'last_hidden_state_skip_2'])

test.each([0, 1, 2])('clip skip %i takes the output of that layer', async (clipSkip) => {
  const { hiddenStates } = await whole.encode([49406, 49407], clipSkip)
  expect(hiddenStates).toEqual({ dims: [1, 1], data: Float32Array.of(clipSkip) })
})

test('what a model can’t skip is said in one sentence', async () => {
  await expect(whole.encode([49406], 3)).rejects.toThrow('Clip skip is at most 3 with this model, not 4.')
  const plain = encoderWith(['last_hidden_state'])
  await expect(plain.encode([49406], 1)).rejects.toThrow(
    /^This model was exported without what clip skip needs: .*export_onnx\.py\.$/,
  )
})
