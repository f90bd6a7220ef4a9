import { percentile } from '#bench/statistics.ts'
import { askApi } from './ask-api.ts'
import type { ServedHouse } from './open-served-house.ts'
import { standInStepMs } from './stand-in-times.ts'

const steps = 4
const size = 512

/** What a 512x512 picture takes beside its painter, which stands in for the engine and computes nothing. Milliseconds, medians. */
export interface OwnCost {
  pictures: number
  /** From POST /api/generate to the base64 in the answer of /api/status. */
  own: number
  /** POST /v1/images/generations, with base64. */
  openai: number
}

export async function measureOwnCost(house: ServedHouse, pictures: number): Promise<OwnCost> {
  const client = askApi(house.url, await house.key(0))
  const asked = { prompt: 'a dragon', steps, guidance: 7.5 }
  const beside = async (picture: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    if ((await picture()) === undefined) throw new Error('a picture did not come')
    return performance.now() - begun - steps * standInStepMs
  }
  const times: { own: number; openai: number }[] = []
  for (let seed = 0; seed <= pictures; seed++) {
    const own = await beside(async () => {
      const body = { ...asked, seed, width: size, height: size, return_base64: true }
      const { images } = await client.ended((await client.generate(body)) ?? '')
      return images[0]?.base64
    })
    const openai = await beside(() =>
      client.openai({ ...asked, seed, size: `${size}x${size}`, response_format: 'b64_json' }),
    )
    // The first ones warm up.
    if (seed > 0) times.push({ own, openai })
  }
  const median = (way: 'own' | 'openai') =>
    percentile(
      times.map((one) => one[way]),
      0.5,
    )
  return { pictures, own: median('own'), openai: median('openai') }
}
