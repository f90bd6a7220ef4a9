import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchHouse } from '#bench/bot/open-house.ts'

export interface Asked {
  handle: Awaited<ReturnType<ReturnType<BenchHouse['emulator']['person']>['slash']>>
  /** In Unix milliseconds. */
  time: number
}

const people = 4
const pauseMs = 700

/** A few people who ask for one picture after the other, and now and then press Cancel. */
export async function askOnAndOn(house: BenchHouse, ends: AbortSignal): Promise<Asked[]> {
  const { emulator, server } = house
  const asked: Asked[] = []
  const one = async (number: number) => {
    const channel = emulator.world.createChannel(server, { name: `chaos-${number}` })
    const person = emulator.person({ username: `person-${number}`, guilds: [server] })
    for (let n = 1; !ends.aborted; n++) {
      const options = { prompt: `${number}.${n}`, steps: 8, size: '64x64' }
      const time = Date.now()
      const handle = await person.slash(channel, 'imagine', options)
      asked.push({ handle, time })
      const [message] = handle.messages()
      if (n % 5 === 0 && message?.buttons.some(({ label }) => label === 'Cancel')) {
        await person.press(message, 'Cancel')
      }
      await sleep(pauseMs, undefined, { signal: ends }).catch(() => {})
    }
  }
  await Promise.all(Array.from({ length: people }, (_, i) => one(i + 1)))
  return asked
}
