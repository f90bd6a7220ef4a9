import { basename, dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { PaintEvent, PaintRequest, Picture } from '#diffusion/contract.ts'
import { createEngine, type Engine, type EngineOptions } from '#diffusion/engine/engine.ts'
import { openSession, type OpenSession, type Session } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'

export const request: PaintRequest = {
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
/** Requests that may share runs, with nothing else in common. */
export const different = [
  request,
  { ...request, scheduler: 'euler', steps: 4, seed: 7, prompt: 'a castle' },
  { ...request, scheduler: 'ddim', steps: 8, guidance: 3, negativePrompt: 'text', seed: 8 },
  { ...request, scheduler: 'pndm', steps: 5, guidance: 1, seed: 9, count: 2 },
  { ...request, scheduler: 'dpmpp_2m_sde', steps: 7, guidance: 1.5, seed: 10 },
] as const satisfies PaintRequest[]

/** The parts of the fixtures' model, opened once a process. */
const opened = new Map<string, Promise<Session>>()
/** What each of the different requests is when nothing else is painted, painted once a process. */
const alone = new Map<PaintRequest, Picture[]>()

export async function pictures(
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

/** Engines whose sessions' runs are written down, for the test file that asks for them. */
export interface RecordedEngines {
  /** The runs since the last engine was started, or the last test ended. */
  readonly runs: readonly { part: string; feeds: Record<string, Values> }[]
  /** What a test changes about the sessions, until its end. */
  alter: (part: string, session: Session) => Session
  readonly openRecorded: OpenSession
  start(options?: Partial<EngineOptions>): Promise<Engine>
  /** Closes an engine that somebody else started with the others. */
  keep(engine: Engine): void
  unetRuns(): Record<string, Values>[]
  rowsOfRuns(): (number | undefined)[]
  /** Expects the same picture as alone, beyond float rounding. */
  expectAsAlone(painted: Picture[], of: PaintRequest): void
}

export function recordedEngines(): RecordedEngines {
  const unchanged: RecordedEngines['alter'] = (_, session) => session
  const started: Engine[] = []
  let runs: { part: string; feeds: Record<string, Values> }[] = []
  const recorded: RecordedEngines = {
    get runs() {
      return runs
    },
    alter: unchanged,
    async openRecorded(file, options) {
      const part = basename(dirname(file))
      const real =
        opened.get(file) ?? openSession(file, { ...options, device: { provider: 'cpu', index: 0 } })
      opened.set(file, real)
      const session = { ...(await real), device: options.device, release: async () => {} }
      return {
        ...recorded.alter(part, session),
        run(feeds, outputs) {
          const kept = Object.entries(feeds).map(([name, { dims, data }]) => [
            name,
            { dims, data: data.slice() },
          ])
          runs.push({ part, feeds: Object.fromEntries(kept) })
          return recorded.alter(part, session).run(feeds, outputs)
        },
      }
    },
    async start(options = {}) {
      const engine = createEngine({
        device: 'cpu',
        threads: 1,
        openSession: recorded.openRecorded,
        ...options,
      })
      recorded.keep(engine)
      await engine.open(request.model)
      runs = []
      return engine
    },
    keep: (engine) => void started.push(engine),
    unetRuns: () => runs.filter(({ part }) => part === 'unet').map(({ feeds }) => feeds),
    rowsOfRuns: () => recorded.unetRuns().map(({ sample }) => sample?.dims[0]),
    expectAsAlone(painted, of) {
      const expected = alone.get(of) ?? []
      expect(painted).toHaveLength(expected.length)
      for (const [index, picture] of painted.entries()) {
        const reference = expected[index]?.latents ?? new Float32Array()
        const worst = picture.latents.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (reference[i] ?? NaN))),
          0,
        )
        expect(worst).toBeLessThanOrEqual(1e-4)
        expect(picture.pixels.data).toEqual(expected[index]?.pixels.data)
      }
    },
  }
  beforeAll(async () => {
    const { paint } = await recorded.start()
    for (const each of different) if (!alone.has(each)) alone.set(each, await pictures(paint(each)))
    runs = []
  })
  afterEach(() => {
    runs = []
    recorded.alter = unchanged
  })
  afterAll(async () => {
    for (const engine of started) await engine.close()
  })
  return recorded
}
