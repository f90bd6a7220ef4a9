/** How much of what was measured before counts on: a worker's speed changes with what else its machine does. */
const memory = 0.7

export interface Speedometer {
  /** A request of this cost (`paintCost`, millions of UNet row-pixels) took so many seconds, decoding and all. */
  measured(cost: number, seconds: number): void
  /** Cost a second, over the latest pictures; null until there was one. */
  speed(): number | null
}

/** Measures what expected waits are computed from. */
export function createSpeedometer(): Speedometer {
  let speed: number | null = null
  return {
    measured(cost, seconds) {
      const latest = cost / Math.max(seconds, 0.001)
      speed = speed === null ? latest : memory * speed + (1 - memory) * latest
    },
    speed: () => speed,
  }
}
