import { findModel } from '#diffusion/model/read-model.ts'
import { percentile } from '#bench/statistics.ts'
import { engineAlone } from './engine-alone.ts'
import type { BenchHouse } from './open-house.ts'

/** One picture on an idle machine. Milliseconds, medians. */
export interface WayMeasured {
  pictures: number
  /** From Enter to the picture in the channel. */
  total: number
  /** What the engine takes for the same request, asked directly. */
  engine: number
  /** All that is not the engine: acknowledgement, queue, PNG, store, delivery, progress. */
  rest: number
}

const steps = 10
const size = 128

export async function measureWay(
  house: BenchHouse,
  model: string,
  device: string,
  pictures: number,
): Promise<WayMeasured> {
  const channel = house.emulator.world.createChannel(house.server, { name: 'alone' })
  const person = house.emulator.person({ username: 'alone', guilds: [house.server] })
  const times: number[] = []
  for (let i = 0; i <= pictures; i++) {
    const begun = performance.now()
    const options = { prompt: 'a dragon', steps, size: `${size}x${size}`, seed: i }
    const asked = await person.slash(channel, 'imagine', options, { until: 'sent' })
    await asked.reply(({ buttons }) => buttons.some(({ label }) => label === 'Reroll'), 60_000)
    // The first picture warms up.
    if (i > 0) times.push(performance.now() - begun)
  }
  const engine = await engineAlone(findModel(model, ''), { device, pictures, steps, size })
  const total = percentile(times, 0.5)
  return { pictures, total, engine, rest: total - engine }
}
