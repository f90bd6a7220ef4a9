import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findEmbeddingFiles, isEmbedding } from '#diffusion/embeddings/find-embeddings.ts'
import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import { readNpy } from '#diffusion/npy.ts'
import { findEmbeddings } from '#diffusion/prompt/embedding-names.ts'
import { planNegative, planPrompt, type PlanOptions } from '#diffusion/prompt/plan-prompt.ts'
import { openSession } from '#diffusion/session/session.ts'
import { leavesVectorsBehind, readPromptCases, type CasePart } from '#test/support/prompt-cases.ts'
import { openModel } from './model.ts'

const fixtures = 'test/fixtures/prompts'
const device = { provider: 'cpu', index: 0 } as const
const model = await openModel(
  { path: 'test/fixtures/diffusers/model' },
  {
    device,
    warmUp: false,
    openSession,
    threads: 1,
  },
)
afterAll(() => model.close())
const { tokenizer } = model
const files = (await findEmbeddingFiles(`${fixtures}/embeddings`)).filter(isEmbedding)
const find = findEmbeddings(files, tokenizer.ids)
const encoded = (parts: readonly CasePart[]) => parts.filter(({ conditioning }) => conditioning !== undefined)
const cases = (await readPromptCases()).filter(
  ({ id, parts, negative_part }) =>
    id !== leavesVectorsBehind && encoded([...parts, ...(negative_part ? [negative_part] : [])]).length > 0,
)

describe('the hidden states are A1111’s', () => {
  test.each(cases)(
    '$id',
    async ({ prompt, negative, steps, hires_steps, emphasis, clip_skip, ...golden }) => {
      const options: PlanOptions<Embedding> = {
        steps: { steps, ...(hires_steps !== undefined && { hiresSteps: hires_steps }) },
        emphasis,
        find,
        encode: tokenizer.ids,
        decode: tokenizer.decode,
        special: tokenizer.special,
      }
      const ours = [
        ...planPrompt(prompt, options).parts,
        ...(negative === undefined ? [] : planNegative(negative, options).parts),
      ]
      const all = [...golden.parts, ...(golden.negative_part ? [golden.negative_part] : [])]
      for (const [index, { conditioning, std = NaN }] of all.entries()) {
        const part = ours[index]
        if (conditioning === undefined || !part) continue
        const reference = readNpy(await readFile(join(fixtures, conditioning)))
        const texts = await model.conditionPart(part, { clipSkip: clip_skip - 1, emphasis })
        expect([texts.length, ...(texts[0]?.hiddenStates.dims ?? [])]).toEqual(reference.dims)
        const states = Float32Array.from(texts.flatMap(({ hiddenStates }) => [...hiddenStates.data]))
        const worst = states.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (reference.data[i] ?? NaN))),
          0,
        )
        expect(worst / std).toBeLessThanOrEqual(1e-4)
      }
    },
  )
})
