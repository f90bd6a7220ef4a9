import type { GenerationState } from './generation.ts'

/** A request in a queue, as far as its place and its wait depend on it. */
export interface QueuedRequest {
  id: string
  model: string
  state: GenerationState
  userId: string
  startTag: number
  /** Millions of UNet row-pixels. */
  cost: number
  startedAt: Date | null
}

/** A worker: its models, and its speed in millions of UNet row-pixels a second, null until measured. */
export interface Painter {
  models: readonly { name: string }[]
  speed: number | null
}

export interface QueueOutlook {
  models: { model: string; waiting: number; painting: number }[]
  /** This person's requests, the soonest first. */
  own: Place[]
  painters: number
}

export interface Place {
  id: string
  model: string
  userId: string
  /** 0 while it is painted, 1 for the next one. */
  position: number
  /** Until it is done; null while no painter's speed is known. */
  secondsLeft: number | null
}

/** What a person can expect of the queues. */
export function queueOutlook(
  requests: readonly QueuedRequest[],
  painters: readonly Painter[],
  userId: string,
  now: Date,
): QueueOutlook {
  const models = [...new Set(requests.map(({ model }) => model))].toSorted().map((model) => {
    const here = requests.filter((request) => request.model === model)
    const painting = here.filter(isPainting).length
    return { model, waiting: here.length - painting, painting }
  })
  const own = placesInLine(requests, painters, now)
    .filter((place) => place.userId === userId)
    .toSorted((a, b) => (a.secondsLeft ?? 0) - (b.secondsLeft ?? 0) || a.position - b.position)
  return { models, own, painters: painters.length }
}

/** Every request's place and wait. */
export function placesInLine(
  requests: readonly QueuedRequest[],
  painters: readonly Painter[],
  now: Date,
): Place[] {
  const waited = new Map<string, Pick<LinedUpRequest, 'place' | 'costUpTo'>>()
  const linedUp = requests
    .toSorted((a, b) => a.startTag - b.startTag)
    .map((request) => {
      if (isPainting(request)) return { ...request, place: 0, costUpTo: 0 }
      const { place, costUpTo } = waited.get(request.model) ?? { place: 0, costUpTo: 0 }
      const own = { place: place + 1, costUpTo: costUpTo + request.cost }
      waited.set(request.model, own)
      return { ...request, ...own }
    })
  return placesOf(linedUp, painters, now)
}

/** A request, and what stands before it: counted where the requests are, since thousands may wait. */
export interface LinedUpRequest extends QueuedRequest {
  /** 1 for the first of its model that waits. */
  place: number
  /** Of those of its model that wait, up to itself. */
  costUpTo: number
}

/**
 * Places and waits of some requests. Painters of a model share its work evenly; a request that is being painted counts with the rest of
 * its work, by its start and the measured speed.
 * @param requests those of interest, and all that are being painted
 */
export function placesOf(
  requests: readonly LinedUpRequest[],
  painters: readonly Painter[],
  now: Date,
): Place[] {
  return [...new Set(requests.map(({ model }) => model))].flatMap((model) => {
    const speed = speedOf(painters, model)
    const here = requests.filter((request) => request.model === model)
    let ahead = 0
    const painting = here.filter(isPainting).map(({ id, userId, ...request }) => {
      const secondsLeft = speed === null ? null : remaining(request, speed, now)
      ahead += (secondsLeft ?? 0) * (speed ?? 0)
      return { id, model, userId, position: 0, secondsLeft }
    })
    const waiting = here
      .filter((request) => !isPainting(request))
      .map(({ id, userId, place, costUpTo }) => {
        const secondsLeft = speed === null ? null : (ahead + costUpTo) / speed
        return { id, model, userId, position: place, secondsLeft }
      })
    return [...painting, ...waiting]
  })
}

function isPainting({ state }: QueuedRequest): boolean {
  return state === 'painting' || state === 'painted'
}

/** Together, the painters of a model; one that has not painted yet counts as an average one. */
function speedOf(painters: readonly Painter[], model: string): number | null {
  const those = painters.filter(({ models }) => models.some(({ name }) => name === model))
  const known = those.flatMap(({ speed }) => (speed === null || speed <= 0 ? [] : [speed]))
  if (known.length === 0) return null
  return (known.reduce((sum, speed) => sum + speed, 0) / known.length) * those.length
}

function remaining(
  { state, cost, startedAt }: Pick<QueuedRequest, 'state' | 'cost' | 'startedAt'>,
  speed: number,
  now: Date,
): number {
  if (state === 'painted' || startedAt === null) return 0
  return Math.max(0, cost / speed - (now.getTime() - startedAt.getTime()) / 1000)
}
