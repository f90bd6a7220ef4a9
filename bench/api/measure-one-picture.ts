import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { openEngine } from '#bench/bot/engine-alone.ts'
import { percentile } from '#bench/statistics.ts'
import { createImaginer } from '#cli/imaginer.ts'
import { askApi } from './ask-api.ts'
import type { ServedHouse } from './open-served-house.ts'

/** The same picture asked for in four ways, in turns: whatever else the machine does meets all of them alike. Milliseconds, medians. */
export interface OnePictureMeasured {
  pictures: number
  steps: number
  /** The engine, asked directly. */
  engine: number
  /** `npm run imagine`, as it reports it: with the file. */
  imagine: number
  /** From POST /api/generate to its base64 in the answer of /api/status. */
  own: Way
  /** POST /v1/images/generations, with base64. */
  openai: Way
}

export interface Way {
  total: number
  /** All that is not the engine: requests, queue, PNG, store, progress. The median of what each picture took more than the engine's. */
  rest: number
  /** How many times as long as `npm run imagine`: the median of the pictures' ratios. */
  byImagine: number
}

const size = 512

/** One picture at a time, on a machine that has nothing else to do. */
export async function measureOnePicture(
  house: ServedHouse,
  folder: string,
  { device, pictures, steps }: { device: string; pictures: number; steps: number },
): Promise<OnePictureMeasured> {
  const client = askApi(house.url, await house.key(0))
  const engine = await openEngine(folder, { device, steps, size })
  const imagine = await openImagine(folder, { device, steps })
  const rounds: { engine: number; imagine: number; own: number; openai: number }[] = []
  const asked = (seed: number) => ({
    prompt: 'a dragon',
    model: basename(folder),
    steps,
    seed,
    guidance: 7.5,
    scheduler: 'dpmpp_2m_karras',
  })
  const ways = {
    engine: (seed: number) => engine.picture(seed),
    imagine: (seed: number) => imagine.picture(seed),
    own: (seed: number) =>
      timed(async () => {
        const id = await client.generate({ ...asked(seed), width: size, height: size, return_base64: true })
        const { images } = await client.ended(id ?? '')
        return images[0]?.base64
      }),
    openai: (seed: number) =>
      timed(() => client.openai({ ...asked(seed), size: `${size}x${size}`, response_format: 'b64_json' })),
  }
  try {
    for (let i = 0; i <= pictures; i++) {
      const times = { engine: NaN, imagine: NaN, own: NaN, openai: NaN }
      const names = ['engine', 'imagine', 'own', 'openai'] as const
      // None is always the first.
      const turn = i % names.length
      for (const name of [...names.slice(turn), ...names.slice(0, turn)]) times[name] = await ways[name](i)
      // The first pictures warm up.
      if (i > 0) rounds.push(times)
    }
  } finally {
    await imagine.close()
    await engine.close()
  }
  const way = (name: 'own' | 'openai'): Way => ({
    total: median(rounds.map((times) => times[name])),
    rest: median(rounds.map((times) => times[name] - times.engine)),
    byImagine: median(rounds.map((times) => times[name] / times.imagine)),
  })
  return {
    pictures,
    steps,
    engine: median(rounds.map((times) => times.engine)),
    imagine: median(rounds.map((times) => times.imagine)),
    own: way('own'),
    openai: way('openai'),
  }
}

const median = (values: readonly number[]) => percentile(values, 0.5)

/** Milliseconds until a picture is there. */
async function timed(picture: () => Promise<string | undefined>): Promise<number> {
  const begun = performance.now()
  if ((await picture()) === undefined) throw new Error('a picture did not come')
  return performance.now() - begun
}

const reported = z.object({ seconds: z.object({ total: z.number() }) })

/** `npm run imagine` with many requests: in this process, each model loaded once. */
async function openImagine(model: string, { device, steps }: { device: string; steps: number }) {
  const dir = await mkdtemp(join(tmpdir(), 'dragon-wings-bench-'))
  let said = ''
  const imaginer = createImaginer({ device, model, modelsDir: '', dataDir: dir }, true, {
    env: process.env,
    print: (line) => (said = line),
    say: () => {},
    bar: undefined,
  })
  return {
    /** What it reports, in milliseconds. */
    async picture(seed: number): Promise<number> {
      const out = join(dir, 'picture.png')
      const asked = {
        prompt: 'a dragon',
        guidance: 7.5,
        scheduler: 'dpmpp_2m_karras',
        width: size,
        height: size,
      }
      await imaginer.imagine({ ...asked, steps, seed, out })
      return reported.parse(JSON.parse(said)).seconds.total * 1000
    },
    async close(): Promise<void> {
      await imaginer.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
