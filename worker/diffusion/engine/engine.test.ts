import { basename, dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PaintEvent, PaintRequest, Picture } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import { openSession, type OpenSession, type Session } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'

const request: PaintRequest = {
  model: 'test/fixtures/diffusers/model',
  prompt: 'a red dragon',
  negativePrompt: '',
  steps: 6,
  guidance: 7.5,
  width: 64,
  height: 64,
  seed: 42,
  count: 1,
  scheduler: 'dpmpp_2m_karras',
  rng: 'torch',
  clipSkip: 0,
}
const different: PaintRequest[] = [
  request,
  { ...request, scheduler: 'euler', steps: 4, seed: 7, prompt: 'a castle' },
  { ...request, scheduler: 'ddim', steps: 8, guidance: 3, negativePrompt: 'text', seed: 8 },
  { ...request, scheduler: 'pndm', steps: 5, guidance: 1, seed: 9, count: 2 },
  { ...request, scheduler: 'dpmpp_2m_sde', steps: 7, guidance: 1.5, seed: 10 },
]

/** The parts of the fixtures' model, opened once for the whole file; every run is written down. */
const opened = new Map<string, Promise<Session>>()
let runs: { part: string; feeds: Record<string, Values> }[] = []
/** What a test changes about the sessions. */
let alter: (part: string, session: Session) => Session = (_, session) => session

const recording: OpenSession = async (file, options) => {
  const part = basename(dirname(file))
  const real = opened.get(file) ?? openSession(file, { ...options, device: { provider: 'cpu', index: 0 } })
  opened.set(file, real)
  const session = { ...(await real), device: options.device, release: async () => {} }
  return {
    ...alter(part, session),
    run(feeds, outputs) {
      const kept = Object.entries(feeds).map(([name, { dims, data }]) => [name, { dims, data: data.slice() }])
      runs.push({ part, feeds: Object.fromEntries(kept) })
      return alter(part, session).run(feeds, outputs)
    },
  }
}
const unetRuns = () => runs.filter(({ part }) => part === 'unet').map(({ feeds }) => feeds)
const rowsOfRuns = () => unetRuns().map(({ sample }) => sample?.dims[0])

const engines: Engine[] = []
async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = createEngine({ device: 'cpu', threads: 1, openSession: recording, ...options })
  engines.push(engine)
  await engine.open(request.model)
  runs = []
  return engine
}

async function pictures(
  events: AsyncIterable<PaintEvent>,
  each?: (event: PaintEvent) => void,
): Promise<Picture[]> {
  const painted: Picture[] = []
  for await (const event of events) {
    if (event.kind === 'picture') painted.push(event)
    each?.(event)
  }
  return painted
}

/** The engine of the tests that change nothing about it. */
const { paint } = await start()
const alone = new Map<PaintRequest, Picture[]>()
beforeAll(async () => {
  for (const each of different) alone.set(each, await pictures(paint(each)))
  runs = []
})
afterEach(() => {
  runs = []
  alter = (_, session) => session
})
afterAll(async () => {
  for (const engine of engines) await engine.close()
})

/** The same picture, beyond float rounding. */
function expectAsAlone(painted: Picture[], of: PaintRequest): void {
  const expected = alone.get(of) ?? []
  expect(painted).toHaveLength(expected.length)
  for (const [index, picture] of painted.entries()) {
    const reference = expected[index]?.latents ?? new Float32Array()
    const worst = picture.latents.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (reference[i] ?? NaN))),
      0,
    )
    expect(worst).toBeLessThanOrEqual(1e-4)
    expect(picture.image.data).toEqual(expected[index]?.image.data)
  }
}

describe('requests that agree in model and shape share UNet runs', () => {
  test('different schedulers, steps, guidance, prompts and seeds: as many calls as the longest has, and the pictures they have alone', async () => {
    const painted = await Promise.all(different.map((each) => pictures(paint(each))))
    for (const [index, each] of different.entries()) expectAsAlone(painted[index] ?? [], each)
    expect(unetRuns()).toHaveLength(8)
    // 2 + 2 + 2 + two images without guidance + 2
    expect(rowsOfRuns()[0]).toBe(10)
    expect(new Set(unetRuns()[2]?.['timestep']?.data).size).toBeGreaterThan(3)
  })

  test('one that joins later, and one that leaves, change nothing for the others', async () => {
    const [first, second, third] = different
    if (!first || !second || !third) throw new Error('Three are needed.')
    const later: Promise<Picture[]>[] = []
    const early = await pictures(paint(third), (event) => {
      if (event.kind === 'progress' && event.step === 2) later.push(pictures(paint(first)))
      if (event.kind === 'progress' && event.step === 4) later.push(pictures(paint(second)))
    })
    expectAsAlone(early, third)
    expectAsAlone((await later[0]) ?? [], first)
    expectAsAlone((await later[1]) ?? [], second)
    expect(rowsOfRuns()).toContain(6)
    expect(rowsOfRuns()[0]).toBe(2)
  })

  test('other sizes run in turn: between two runs of one, each other runs at most once', async () => {
    await Promise.all([
      pictures(paint(request)),
      pictures(paint({ ...request, width: 128 })),
      pictures(paint({ ...request, height: 128 })),
      pictures(paint({ ...request, seed: 1 })),
    ])
    const shapes = unetRuns().map(({ sample }) => sample?.dims.slice(2).join('x'))
    expect(shapes).toEqual(Array.from({ length: 6 }, () => ['8x8', '8x16', '16x8']).flat())
  })
})

describe('memory', () => {
  test('a run never holds more rows × latent pixels than allowed; the rest waits its turn', async () => {
    const { paint: own } = await start({ maxRowPixels: 4 * 64 })
    await Promise.all(different.map((each) => pictures(own(each))))
    expect(Math.max(...rowsOfRuns().map((rows) => rows ?? 0))).toBe(4)
  })

  test('a request that is too large by itself is painted in several runs a step', async () => {
    const { paint: own } = await start({ maxRowPixels: 4 * 64 })
    expect(await pictures(own({ ...request, count: 3 }))).toHaveLength(3)
    expect(rowsOfRuns().slice(0, 4)).toEqual([4, 2, 4, 2])
  })

  /** What is opened, run and closed, where parts rest whatever their size. */
  async function startResting() {
    const log: string[] = []
    const { paint: own } = await start({
      restFromBytes: 0,
      openSession: async (file, options) => {
        const session = await recording(file, options)
        const part = basename(dirname(file))
        log.push(`open ${part}`)
        return {
          ...session,
          run(...given) {
            log.push(part)
            return session.run(...given)
          },
          async release() {
            log.push(`close ${part}`)
          },
        }
      },
    })
    log.length = 0
    return { own, log }
  }

  test('parts that have nothing to do are let go, and opened again for the next picture', async () => {
    const { own, log } = await startResting()
    const few = { ...request, steps: 2, prompt: 'first' }
    const [painted] = await pictures(own(few))
    const pictureAlone = (await pictures(paint(few)))[0]
    expect(painted?.image.data).toEqual(pictureAlone?.image.data)
    const encoding = ['open text_encoder', 'text_encoder', 'close text_encoder']
    const decoding = ['close unet', 'open vae_decoder', 'vae_decoder', 'close vae_decoder']
    expect(log).toEqual([...encoding, 'unet', 'unet', ...decoding])
    log.length = 0
    await pictures(own({ ...few, prompt: 'second' }))
    expect(log).toEqual([...encoding, 'open unet', 'unet', 'unet', ...decoding])
  })

  test('the UNet stays while somebody else has steps before them', async () => {
    const { own, log } = await startResting()
    await Promise.all([2, 4].map((steps) => pictures(own({ ...request, steps }))))
    expect(log.filter((entry) => entry.endsWith('unet'))).toEqual([
      ...Array.from({ length: 4 }, () => 'unet'),
      'close unet',
    ])
  })

  test('the decoder keeps what it needs while the UNet rests, gives it back beside the UNet, and paints the same', async () => {
    const manners: (boolean | undefined)[] = []
    const own = createEngine({
      device: 'cpu',
      threads: 1,
      restFromBytes: 0,
      openSession: async (file, options) => {
        if (basename(dirname(file)) === 'vae_decoder') manners.push(options.givesBack)
        return openSession(file, options)
      },
    })
    engines.push(own)
    await own.open(request.model)
    manners.length = 0
    const [single] = await pictures(own.paint({ ...request, steps: 2 }))
    expect(manners).toEqual([false])
    manners.length = 0
    const [[among]] = await Promise.all([
      pictures(own.paint({ ...request, steps: 2 })),
      pictures(own.paint({ ...request, steps: 4 })),
    ])
    expect(manners).toEqual([true, false])
    expect(among?.image.data).toEqual(single?.image.data)
  })

  test('the UNet gets the same memory at every step', async () => {
    const fed = new Set<Float32Array>()
    alter = (part, session) => ({
      ...session,
      run(feeds, outputs) {
        if (part === 'unet')
          for (const values of Object.values({ ...feeds, ...outputs }))
            fed.add(values?.data ?? new Float32Array())
        return session.run(feeds, outputs)
      },
    })
    await pictures(paint(request))
    expect(fed.size).toBe(4)
  })
})

describe('work is not done twice', () => {
  test('a text is encoded once for all requests, the negative prompt too', async () => {
    const text = { ...request, prompt: 'words met nowhere else', negativePrompt: 'nor these' }
    await Promise.all([1, 2, 3].map((seed) => pictures(paint({ ...text, seed }))))
    await pictures(paint({ ...text, seed: 4 }))
    expect(runs.filter(({ part }) => part === 'text_encoder')).toHaveLength(2)
  })

  test('at guidance 1 there is no unconditional half, nor its text', async () => {
    await pictures(paint({ ...request, guidance: 1, prompt: 'one text', negativePrompt: 'not this' }))
    expect(rowsOfRuns()).toEqual([1, 1, 1, 1, 1, 1])
    expect(runs.filter(({ part }) => part === 'text_encoder')).toHaveLength(1)
  })
})

describe('neighbours', () => {
  test('after an abort no further run has its rows, and the others get their pictures', async () => {
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    let runsAtAbort = 0
    const aborted = pictures(paint({ ...request, seed: 1 }, controller.signal), (event) => {
      if (event.kind !== 'progress' || event.step !== 2) return
      controller.abort(reason)
      runsAtAbort = unetRuns().length
    })
    const other = pictures(paint(request))
    await expect(aborted).rejects.toBe(reason)
    expectAsAlone(await other, request)
    expect(
      rowsOfRuns()
        .slice(runsAtAbort)
        .every((rows) => rows === 2),
    ).toBe(true)
  })

  test('one that was aborted before it began is not begun', async () => {
    await expect(pictures(paint(request, AbortSignal.abort(new Error('no'))))).rejects.toThrow('no')
    expect(unetRuns()).toHaveLength(0)
  })

  test('when a shared run fails, only the request that fails alone is lost', async () => {
    alter = (part, session) => ({
      ...session,
      async run(feeds, outputs) {
        // Stands for whatever a native run may choke on.
        const { timestep } = feeds
        if (part === 'unet' && timestep?.data.includes(1)) throw new Error('out of memory')
        return session.run(feeds, outputs)
      },
    })
    const [first, second] = different
    if (!first || !second) throw new Error('Two are needed.')
    // DDIM ends at timestep 1, the others do not.
    const failing = pictures(paint({ ...request, scheduler: 'ddim', steps: 3 }))
    const others = Promise.all([pictures(paint(first)), pictures(paint(second))])
    await expect(failing).rejects.toThrow('out of memory')
    const [one, two] = await others
    expectAsAlone(one, first)
    expectAsAlone(two, second)
  })

  test('a run that memory has no room for is halved, and the next ones are kept small', async () => {
    const engine = await start({ maxRowPixels: 100 * 8 * 8 })
    alter = (part, session) => ({
      ...session,
      async run(feeds, outputs) {
        const rows = feeds['sample']?.dims[0] ?? 0
        if (part === 'unet' && rows > 4)
          throw new PaintError('device_full', 'cuda has not enough memory for this.')
        return session.run(feeds, outputs)
      },
    })
    const [painted] = await Promise.all([
      pictures(engine.paint({ ...request, count: 3, steps: 2 })),
      pictures(engine.paint({ ...request, steps: 2 })),
    ])
    expect(painted).toHaveLength(3)
    // Eight rows fail, and are never tried again.
    expect(rowsOfRuns()).toEqual([8, 4, 4, 4, 4])
  })

  test('numbers that grow past all bounds are no black picture, and stay in their own rows', async () => {
    const failing = pictures(paint({ ...request, guidance: 1e38 }))
    const other = pictures(paint(request))
    await expect(failing).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('lower guidance'),
    })
    expectAsAlone(await other, request)
  })

  test('a model that is not there fails its own request only', async () => {
    const failing = pictures(paint({ ...request, model: 'nowhere' }))
    const other = pictures(paint(request))
    await expect(failing).rejects.toMatchObject({ code: 'bad_model' })
    expectAsAlone(await other, request)
  })
})

/** The fixtures' UNet as one with another timestep: a scalar, or whole numbers. */
const withTimestep =
  (dims: readonly (number | string)[], type: string) =>
  (part: string, session: Session): Session =>
    part !== 'unet'
      ? session
      : {
          ...session,
          inputs: session.inputs.map((info) => (info.name === 'timestep' ? { ...info, dims, type } : info)),
          run(feeds, outputs) {
            const rows = feeds['sample']?.dims[0] ?? 0
            const given = feeds['timestep'] ?? { dims: [], data: new Float32Array() }
            expect(given.dims).toHaveLength(dims.length)
            const data = Float32Array.from(
              { length: rows },
              (_, row) => given.data[row] ?? given.data[0] ?? NaN,
            )
            return session.run({ ...feeds, timestep: { dims: [rows], data } }, outputs)
          },
        }

describe('graphs of other exporters', () => {
  test('a scalar timestep: only requests at the same one share a run', async () => {
    alter = withTimestep([], 'float32')
    const { paint: own } = await start()
    const [first, second] = different
    if (!first || !second) throw new Error('Two are needed.')
    const painted = await Promise.all(
      [first, { ...first, seed: 43 }, second].map((each) => pictures(own(each))),
    )
    expectAsAlone(painted[0] ?? [], first)
    expectAsAlone(painted[2] ?? [], second)
    expect(rowsOfRuns()).toEqual([6, 4, 2, 4, 2, 4, 2, 4, 4])
  })

  test('on a GPU rows are padded to a bucket', async () => {
    const { paint: own } = await start({ device: 'cuda', warmUp: false })
    const three = { ...request, guidance: 1, count: 3 }
    const painted = await pictures(own(three))
    expect(rowsOfRuns()[0]).toBe(4)
    expect(painted).toHaveLength(3)
    expectAsAlone(await pictures(own(request)), request)
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
  const image = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) }
  const events: PaintEvent[] = []
  for await (const event of paint({
    ...request,
    scheduler: 'pndm',
    steps: 7,
    start: { image, strength: 0.1 },
  }))
    events.push(event)
  expect(events).toMatchObject([{ step: 1, steps: 1 }, { kind: 'picture' }])
})

test('seeds count up and wrap at 2^32', async () => {
  const painted = await pictures(paint({ ...request, seed: 2 ** 32 - 1, count: 2, steps: 1 }))
  expect(painted.map(({ seed }) => seed)).toEqual([2 ** 32 - 1, 0])
})
