import { cpuTimeMs } from '#bench/bot/cpu-time.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'

/** Milliseconds that the bot's process works from now on for each of so many: on a busy machine, this says more than the clock. */
export function workedSince({ bot }: BenchHouse): (count: number) => number | undefined {
  const now = () => cpuTimeMs(bot.pid() ?? 0)
  const before = now()
  return (count) => {
    const after = now()
    return before === undefined || after === undefined ? undefined : (after - before) / count
  }
}
