import type { Clock } from './clock.ts'

/** First second of 2015: https://discord.com/developers/docs/reference#snowflakes */
const discordEpochMs = 1_420_070_400_000n

/** Ids as Discord makes them: 42 bits of milliseconds, then a counter; each is larger than the one before. */
export class Snowflakes {
  #last = 0n
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  next(): string {
    const first = (BigInt(this.#clock.now()) - discordEpochMs) << 22n
    this.#last = first > this.#last ? first : this.#last + 1n
    return this.#last.toString()
  }
}

/** Unix milliseconds in which a snowflake was made. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> 22n) + discordEpochMs)
}
