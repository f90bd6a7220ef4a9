import { describe, expect, test } from 'vitest'
import type { PaintEvent } from '#diffusion/contract.ts'
import type { Picture } from '#diffusion/contract.ts'
import { different, pictures, recordedEngines, request } from '#test/support/recorded-engine.ts'

const engines = recordedEngines()
/** Of the engine that no test changes. */
const { paint } = await engines.start()

describe('requests that agree in model and shape share UNet runs', () => {
  test('different schedulers, steps, guidance, prompts and seeds: as many calls as the longest has, and the pictures they have alone', async () => {
    const painted = await Promise.all(different.map((each) => pictures(paint(each))))
    for (const [index, each] of different.entries()) engines.expectAsAlone(painted[index] ?? [], each)
    expect(engines.unetRuns()).toHaveLength(8)
    // 2 + 2 + 2 + two images without guidance + 2
    expect(engines.rowsOfRuns()[0]).toBe(10)
    expect(new Set(engines.unetRuns()[2]?.['timestep']?.data).size).toBeGreaterThan(3)
  })

  test('one that joins later, and one that leaves, change nothing for the others', async () => {
    const [first, second, third] = different
    const later: Promise<Picture[]>[] = []
    const early = await pictures(paint(third), (event) => {
      if (event.kind === 'progress' && event.step === 2) later.push(pictures(paint(first)))
      if (event.kind === 'progress' && event.step === 4) later.push(pictures(paint(second)))
    })
    engines.expectAsAlone(early, third)
    engines.expectAsAlone((await later[0]) ?? [], first)
    engines.expectAsAlone((await later[1]) ?? [], second)
    expect(engines.rowsOfRuns()).toContain(6)
    expect(engines.rowsOfRuns()[0]).toBe(2)
  })

  test('other sizes run in turn: between two runs of one, each other runs at most once', async () => {
    await Promise.all([
      pictures(paint(request)),
      pictures(paint({ ...request, width: 128 })),
      pictures(paint({ ...request, height: 128 })),
      pictures(paint({ ...request, seed: 1 })),
    ])
    const shapes = engines.unetRuns().map(({ sample }) => sample?.dims.slice(2).join('x'))
    expect(shapes).toEqual(Array.from({ length: 6 }, () => ['8x8', '8x16', '16x8']).flat())
  })
})

describe('work is not done twice', () => {
  test('a text is encoded once for all requests, the negative prompt too', async () => {
    const text = { ...request, prompt: 'words met nowhere else', negativePrompt: 'nor these' }
    await Promise.all([1, 2, 3].map((seed) => pictures(paint({ ...text, seed }))))
    await pictures(paint({ ...text, seed: 4 }))
    expect(engines.runs.filter(({ part }) => part === 'text_encoder')).toHaveLength(2)
  })

  test('at guidance 1 there is no unconditional half, nor its text', async () => {
    await pictures(paint({ ...request, guidance: 1, prompt: 'one text', negativePrompt: 'not this' }))
    expect(engines.rowsOfRuns()).toEqual([1, 1, 1, 1, 1, 1])
    expect(engines.runs.filter(({ part }) => part === 'text_encoder')).toHaveLength(1)
  })
})

test('steps are told in order and end with the last; two-call schedulers count as people do', async () => {
  for (const scheduler of ['pndm', 'euler', 'heun'] as const) {
    const steps: number[] = []
    await pictures(paint({ ...request, scheduler, steps: 4 }), (event) => {
      if (event.kind === 'progress') steps.push(event.step)
    })
    expect(steps).toEqual([1, 2, 3, 4])
  }
})

test('PNDM has one call more than steps: a strength that leaves no step leaves that one', async () => {
  const pixels = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) }
  const events: PaintEvent[] = []
  for await (const event of paint({
    ...request,
    scheduler: 'pndm',
    steps: 7,
    start: { pixels, strength: 0.1 },
  }))
    events.push(event)
  expect(events).toMatchObject([{ step: 1, steps: 1 }, { kind: 'picture' }])
})

test('seeds count up and wrap at 2^32', async () => {
  const painted = await pictures(paint({ ...request, seed: 2 ** 32 - 1, count: 2, steps: 1 }))
  expect(painted.map(({ seed }) => seed)).toEqual([2 ** 32 - 1, 0])
})
