import { basename, dirname } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { PaintRequest, Picture } from '#diffusion/contract.ts'
import { openSession, type OpenSession } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'
import { createEngine } from './engine.ts'

const plain: PaintRequest = {
  model: 'test/fixtures/diffusers/model',
  prompt: 'a dragon',
  negativePrompt: '',
  steps: 6,
  guidance: 7.5,
  width: 64,
  height: 64,
  seed: 42,
  count: 1,
  scheduler: 'euler',
  rng: 'torch',
  clipSkip: 0,
}
const request: PaintRequest = {
  ...plain,
  a1111: { emphasis: 'original', embeddings: 'test/fixtures/prompts/embeddings' },
}

let runs: { part: string; feeds: Record<string, Values> }[] = []
const recording: OpenSession = async (file, options) => {
  const session = await openSession(file, options)
  return {
    ...session,
    run(feeds, outputs) {
      const kept = Object.entries(feeds).map(([name, { dims, data }]) => [name, { dims, data: data.slice() }])
      runs.push({ part: basename(dirname(file)), feeds: Object.fromEntries(kept) })
      return session.run(feeds, outputs)
    },
  }
}
const engine = createEngine({ device: 'cpu', threads: 1, openSession: recording })
afterAll(() => engine.close())

async function paint(change: Partial<PaintRequest>, from = request): Promise<Picture> {
  runs = []
  let picture: Picture | undefined
  for await (const event of engine.paint({ ...from, ...change }))
    if (event.kind === 'picture') picture = event
  if (!picture) throw new Error('There is no picture.')
  return picture
}
const unetRuns = () => runs.filter(({ part }) => part === 'unet').map(({ feeds }) => feeds)
const encoderRuns = () => runs.filter(({ part }) => part === 'text_encoder')
/** The prompt's row of each UNet call. */
const promptRows = () =>
  unetRuns().map(({ encoder_hidden_states: states }) => {
    const size = 77 * 32
    return states?.data.slice(size, 2 * size).join() ?? ''
  })
function expectClose(a: Picture, b: Picture): void {
  const worst = a.latents.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (b.latents[i] ?? NaN))),
    0,
  )
  expect(worst).toBeLessThanOrEqual(1e-4)
}

test('a prompt without weights is the picture that diffusers paints', async () => {
  expect((await paint({})).latents).toEqual((await paint({}, plain)).latents)
})

describe('schedules change the conditioning at the right call', () => {
  test.each([
    ['euler', '[dragon:castle:0.5]', [0, 0, 0, 0, 1, 1]],
    ['euler', '[dragon|castle]', [0, 0, 1, 0, 1, 0]],
    // One call more than steps.
    ['pndm', '[dragon:castle:2]', [0, 0, 0, 1, 1, 1, 1]],
    // Two calls a step: made for 12 steps.
    ['heun', '[dragon:castle:0.5]', [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]],
    ['kdpm2', '[dragon:castle:7]', [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]],
  ] as const)('%s %s', async (scheduler, prompt, expected) => {
    await paint({ scheduler, prompt })
    const rows = promptRows()
    const distinct = [...new Set(rows)]
    expect(rows.map((row) => distinct.indexOf(row))).toEqual(expected)
  })

  test('over a start image calls count from 0, though the ends are those of all steps', async () => {
    const data = new Uint8Array(64 * 64 * 3).fill(90)
    const start = { strength: 0.5, pixels: { width: 64, height: 64, data } }
    await paint({ prompt: '[dragon:castle:1]', start })
    expect(new Set(promptRows().slice(0, 2)).size).toBe(1)
    expect(promptRows()[2]).not.toBe(promptRows()[0])
  })
})

test('each distinct text is encoded once, and those met lately not again', async () => {
  await paint({ prompt: '[whale|boat] (whale)', negativePrompt: 'whale whale' })
  // The two alternatives; with the weight they are the same tokens as without.
  expect(encoderRuns()).toHaveLength(2)
  await paint({ prompt: '(whale whale:1.3)' })
  expect(encoderRuns()).toHaveLength(0)
})

test('AND is painted as the sum of its parts’ differences, with the negative prompt once', async () => {
  await paint({ prompt: 'a dragon AND a castle :0.5 AND a whale' })
  expect(unetRuns().map(({ sample }) => sample?.dims[0])).toEqual(Array.from({ length: 6 }, () => 4))
  const twice = await paint({ prompt: 'a dragon :0.4 AND a dragon :0.6' })
  expectClose(twice, await paint({}))
})

test('a prompt longer than its negative is painted in runs of its own, whoever else is painted', async () => {
  const prompt = `${'red '.repeat(80)}dragon`
  const alone = await paint({ prompt })
  expect(unetRuns().map(({ encoder_hidden_states: states }) => states?.dims)).toEqual(
    Array.from({ length: 6 }, () => [
      [1, 77, 32],
      [1, 154, 32],
    ]).flat(),
  )
  const together = await Promise.all([paint({ prompt }), paint({ seed: 7 }), paint({ prompt, seed: 8 })])
  expectClose(together[0], alone)
})

test('embeddings stand in the positive and in the negative, and are told', async () => {
  const { embeddings, notes } = await paint({
    prompt: 'dragonstyle castle',
    negativePrompt: '(bad-hands-x:1.2)',
  })
  expect(embeddings).toEqual([
    { name: 'dragonstyle', hash: expect.stringMatching(/^[0-9a-f]{12}$/) },
    { name: 'bad-hands-x', hash: expect.stringMatching(/^[0-9a-f]{12}$/) },
  ])
  expect(notes).toBeUndefined()
})

test('what is not understood is said and not painted', async () => {
  const told = await paint({ prompt: 'a <hypernet:soft:1><nobody> dragon' })
  expect(told.notes).toEqual([
    { kind: 'unknown_tag', text: '<hypernet:soft:1>' },
    { kind: 'unknown_name', text: '<nobody>' },
  ])
  expect(told.latents).toEqual((await paint({})).latents)
})

test('a weight that is no number is refused', async () => {
  await expect(paint({ prompt: '(dragon:1.5.2)' })).rejects.toThrow('"1.5.2" is no number')
})

test('without guidance, one part of weight 1 is one row', async () => {
  await paint({ guidance: 1 })
  expect(unetRuns()[0]?.['sample']?.dims[0]).toBe(1)
})
