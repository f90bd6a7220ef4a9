import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '#bench/statistics.ts'
import { cpuTimeMs } from './cpu-time.ts'
import type { BenchHouse } from './open-house.ts'

/** How `/imagine` is acknowledged when many people press Enter at the same moment. Milliseconds, from Enter. */
export interface BurstMeasured {
  requests: number
  p50: number
  p99: number
  max: number
  /** Not acknowledged within Discord's 3 s: their people read "The application did not respond". */
  lost: number
  /** Acknowledged with "is thinking": what to say was not known within the first second. */
  deferred: number
  /**
   * What the bot's process worked until the last answer: on a machine with other work, this says more than the clock.
   * Undefined where the system does not tell.
   */
  botCpu: number | undefined
}

const sentInOneGo = 10
const lookEveryMs = 20

/** A burst while the worker paints a picture that is longer than the burst. */
export async function measureBurst(house: BenchHouse, requests: number): Promise<BurstMeasured> {
  const { emulator, server } = house
  const channel = emulator.world.createChannel(server, { name: `burst-${requests}` })
  const first = emulator.person({ username: 'first', guilds: [server] })
  const painted = await first.slash(channel, 'imagine', {
    prompt: 'a long one',
    steps: 100,
    size: '512x512',
  })
  await painted.reply(({ content }) => content.includes('step '), 60_000)

  const { bot } = house
  const workedBefore = cpuTimeMs(bot.pid() ?? 0)
  const people = Array.from({ length: requests }, (_, i) =>
    emulator.person({ username: `person-${i}`, guilds: [server] }),
  )
  const asked = []
  for (const [index, person] of people.entries()) {
    const options = { prompt: 'a dragon', steps: 1, size: '64x64' }
    asked.push(await person.slash(channel, 'imagine', options, { until: 'sent' }))
    // People and emulated Discord share this thread: what is answered meanwhile must not wait for the last of them.
    if (index % sentInOneGo === sentInOneGo - 1) await turn()
  }
  // One look at all of them, since a thousand that listen to each event would be work as well.
  while (
    asked.some(({ acknowledgement, failure }) => acknowledgement === undefined && failure === undefined)
  ) {
    await sleep(lookEveryMs)
  }
  const workedAfter = cpuTimeMs(bot.pid() ?? 0)
  const acknowledged = asked.flatMap(({ acknowledgement }) => acknowledgement ?? [])
  const times = acknowledged.map(({ afterMs }) => afterMs)
  return {
    requests,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: Math.max(...times),
    lost: requests - acknowledged.length,
    deferred: acknowledged.filter(({ kind }) => kind === 'deferred').length,
    botCpu: workedBefore === undefined || workedAfter === undefined ? undefined : workedAfter - workedBefore,
  }
}
