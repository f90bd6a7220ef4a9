/** What a worker measured while it painted with so many slots: cost a second of all of them together. */
export interface SlotSpeed {
  speed: number
  /** Pictures that it was measured over. */
  samples: number
  /** Pictures since the last of them. */
  age: number
}

/** Pictures until a number of slots is judged. */
const enoughSamples = 5
/** A slot more holds a picture more in memory, and makes each of them wait for the others: it has to pay. */
const worthIt = 1.1
/** What was measured so long ago says nothing about today's pictures. */
const staleAfter = 200

/**
 * How many pictures to paint at once from now on, one more or one fewer at a time: more for as long as together they get done
 * faster. On a CPU, where batching gains nothing, that is one.
 * @param speeds by number of slots
 * @param most that the device may be tried with
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
  // Unknown by now: it is looked at again.
  if (now > 1 && (fewer === undefined || here.speed < fewer.speed * worthIt)) return now - 1
  if (now === most) return now
  const more = fresh(now + 1)
  return more === undefined || more.speed >= here.speed * worthIt ? now + 1 : now
}

/** How much of what was measured before counts on: a device's speed changes with what else it does, and with the pictures. */
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
