import { nextSlots, type SlotSpeed, withSample } from '#core/slots.ts'

/** A picture measures n slots if, on average over its time, n pictures were painted at once, give or take 1 minus this. */
const fullyBusy = 0.9

export interface Speedometer {
  /**
   * A picture is begun. `done` is called when it is, with its cost (`paintCost`, millions of UNet row-pixels); `failed`, which
   * after `done` says nothing, when it does not come.
   */
  begin(): { done(cost: number): void; failed(): void }
  /** Cost a second with the slots there are now, over the latest pictures; null until there was one. */
  speed(): number | null
  /** How many pictures to paint at once. */
  slots(): number
}

/** Measures what expected waits are computed from, and how many pictures at once are worth it. */
export function createSpeedometer(options: {
  /** At most at once: one on a CPU, where batching gains nothing. */
  readonly most: number
  /** Milliseconds that only go up. */
  now?: () => number
  slotsChanged?: (slots: number) => void
}): Speedometer {
  const { now = () => performance.now(), slotsChanged = () => {} } = options
  let speeds: Map<number, SlotSpeed> = new Map()
  let slots = 1
  let running = 0
  /** Pictures × milliseconds painted so far. */
  let work = 0
  let since = now()
  const pass = (change: number) => {
    work += running * (now() - since)
    since = now()
    running += change
  }
  return {
    begin() {
      pass(1)
      const begun = { at: since, work, slots }
      let ended = false
      const end = () => {
        if (!ended) pass(-1)
        ended = true
      }
      return {
        done(cost) {
          end()
          const ms = Math.max(1, since - begun.at)
          const company = (work - begun.work) / ms
          // A picture that was alone in several slots measures the speed of one slot.
          const used = Math.max(1, Math.min(slots, Math.round(company)))
          if (begun.slots !== slots || Math.abs(company - used) > 1 - fullyBusy) return
          speeds = withSample(speeds, used, (cost / ms) * 1000 * used)
          const next = nextSlots(speeds, slots, options.most)
          if (next === slots) return
          slots = next
          slotsChanged(slots)
        },
        failed: end,
      }
    },
    speed: () => speeds.get(slots)?.speed ?? [...speeds.values()].at(-1)?.speed ?? null,
    slots: () => slots,
  }
}
