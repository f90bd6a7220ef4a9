import { engineAlone } from '#bench/bot/engine-alone.ts'
import { percentile } from '#bench/statistics.ts'
import { askApi } from './ask-api.ts'
import type { ServedHouse } from './open-served-house.ts'

/** One picture on an idle machine. Milliseconds, medians. */
export interface OnePictureMeasured {
  pictures: number
  /** From POST /api/generate to its base64 in the answer of /api/status. */
  total: number
  /** What the engine takes for the same request, asked directly. */
  engine: number
  /** All that is not the engine: two requests, queue, PNG, store, progress. */
  rest: number
}

const steps = 4
const size = 512

export async function measureOnePicture(
  house: ServedHouse,
  folder: string,
  device: string,
  pictures: number,
): Promise<OnePictureMeasured> {
  const client = askApi(house.url, await house.key(0))
  const times: number[] = []
  for (let i = 0; i <= pictures; i++) {
    const begun = performance.now()
    const asked = { prompt: 'a dragon', steps, width: size, height: size, seed: i, return_base64: true }
    const id = await client.generate({ ...asked, guidance: 7.5, scheduler: 'dpmpp_2m_karras' })
    const { images } = await client.ended(id ?? '')
    if (images[0]?.base64 === undefined) throw new Error('a picture did not come')
    // The first picture warms up.
    if (i > 0) times.push(performance.now() - begun)
  }
  const engine = await engineAlone(folder, { device, pictures, steps, size })
  const total = percentile(times, 0.5)
  return { pictures, total, engine, rest: total - engine }
}
