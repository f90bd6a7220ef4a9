/** A worker's speed with a certain number of slots: cost a second, of all slots together. */
export interface SlotSpeed {
  speed: number
  /** Pictures that the speed was measured over. */
  samples: number
  /** Pictures painted since the last measurement. */
  age: number
}

/** Pictures to measure before a number of slots is judged. */
const enoughSamples = 5
/** The least gain that justifies one more slot: it holds one more picture in memory, and each picture takes longer. */
const worthIt = 1.1
/** A speed measured this many pictures ago is measured again. */
const staleAfter = 200

/**
 * How many pictures to paint at once from now on. The number changes by one at a time, and rises for as long as all pictures
 * together are done sooner. On a CPU, where batching gains nothing, it stays one.
 * @param speeds by number of slots
 * @param most the highest number of slots to try on this device
 */
export function nextSlots(speeds: ReadonlyMap<number, SlotSpeed>, now: number, most: number): number {
  const fresh = (slots: number) => {
    const measured = speeds.get(slots)
    return measured !== undefined && measured.samples >= enoughSamples && measured.age <= staleAfter
      ? measured
      : undefined
  }
  if (now > most) return most
  const here = fresh(now)
  if (here === undefined) return now
  const fewer = fresh(now - 1)
  // Measured too long ago: it is measured again.
  if (now > 1 && (fewer === undefined || here.speed < fewer.speed * worthIt)) return now - 1
  if (now === most) return now
  const more = fresh(now + 1)
  return more === undefined || more.speed >= here.speed * worthIt ? now + 1 : now
}

/** The share of the earlier average that is kept: a device's speed changes with its other work, and with the pictures. */
const memory = 0.8

/** The speeds after a picture that was painted with so many slots. */
export function withSample(
  speeds: ReadonlyMap<number, SlotSpeed>,
  slots: number,
  speed: number,
): Map<number, SlotSpeed> {
  const older = new Map([...speeds].map(([n, one]) => [n, { ...one, age: one.age + 1 }]))
  const before = older.get(slots)
  const known = before !== undefined && before.age <= staleAfter ? before : undefined
  return older.set(slots, {
    speed: known === undefined ? speed : memory * known.speed + (1 - memory) * speed,
    samples: (known?.samples ?? 0) + 1,
    age: 0,
  })
}
