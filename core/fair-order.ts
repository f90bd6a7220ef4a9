import type { Comparison } from './generation.ts'
import { defaultSpeed, rowsShare, type Speed } from './speeds.ts'

/**
 * Start-time fair queueing over people (Goyal, Vin, Cheng: "Start-time Fair Queueing", SIGCOMM 1996).
 * Each queue has a virtual time V; each person a finish tag F. A request starts at S = max(V, F), and moves the person's F
 * to S + cost / weight. Requests are served in the order of S; taking one moves V to its S.
 *
 * That alone lets a stream of newcomers, each of whom starts at V, hold V still and everybody else's second request back
 * for ever. So V also runs on with the work done, at the rate of a fair share, as in weighted fair queueing
 * (`virtualTimeAfter`).
 */
export interface FairTags {
  start: number
  finish: number
}

export function fairTags(virtualTime: number, personFinish: number, cost: number, weight: number): FairTags {
  const start = Math.max(virtualTime, personFinish)
  return { start, finish: start + cost / weight }
}

/** V after a request of this cost is done, while people of this summed weight (its own person too) have requests here. */
export function virtualTimeAfter(virtualTime: number, cost: number, activeWeight: number): number {
  return virtualTime + cost / activeWeight
}

/** A person's finish tag after one of their waiting requests was cancelled: its share of the line is given back. */
export function finishAfterCancel(
  personFinish: number,
  cost: number,
  weight: number,
  virtualTime: number,
): number {
  return Math.max(virtualTime, personFinish - cost / weight)
}

/**
 * Cost of a request in millions of UNet row-pixels: rows (two a picture with guidance) × latent pixels × steps; of a comparison,
 * the sum over its cells. Over a start image only a part of the steps is run; at a speed, only a share of the rows.
 */
export function paintCost(settings: {
  count: number
  guidance: number
  /** Of a prompt with `AND`; 1 when left out. */
  promptParts?: number | undefined
  width: number
  height: number
  steps: number
  speed?: Speed | undefined
  comparison?: Comparison | undefined
  start?: { strength: number } | null
}): number {
  const { count, width, height, comparison, start, promptParts: parts = 1 } = settings
  const usual = settings.speed ?? defaultSpeed
  const run = (steps: number) => (start ? Math.max(1, Math.trunc(steps * start.strength)) : steps)
  const cells: Pick<Comparison['cells'][number], 'guidance' | 'steps' | 'speed'>[] = comparison?.cells ?? [
    { guidance: settings.guidance, steps: settings.steps },
  ]
  const each = comparison === undefined ? count : 1
  const rowSteps = cells.reduce(
    (sum, { guidance, steps, speed = usual }) =>
      sum + each * (guidance > 1 || parts > 1 ? parts + 1 : 1) * run(steps) * rowsShare(speed, run(steps)),
    0,
  )
  return (rowSteps * (width / 8) * (height / 8)) / 1e6
}

/** The same of pictures that are painted, by the rows that were run for them; undefined where they weren't counted, or one is missing. */
export function costThatRan(
  pictures: readonly { width: number; height: number; unetRuns?: number | null }[],
  count: number,
): number | undefined {
  if (pictures.length !== count) return undefined
  let rowPixels = 0
  for (const { width, height, unetRuns } of pictures) {
    if (unetRuns === undefined || unetRuns === null) return undefined
    rowPixels += unetRuns * (width / 8) * (height / 8)
  }
  return rowPixels / 1e6
}

/** BullMQ's priorities end at 2^21 (smaller is sooner, 0 would jump the line). */
export const maxPriority = 2 ** 21 - 1
/** Priority steps a unit of cost: 50 tells a 16×16-latent picture of 4 steps from nothing. */
export const priorityPerCost = 500

/** The place in BullMQ's order of a start tag, counted from the queue's base. */
export function priorityOf(start: number, base: number): number {
  return Math.min(maxPriority, 1 + Math.max(0, Math.floor((start - base) * priorityPerCost)))
}

/** Well before priorities run out, the base has to move up to the virtual time. */
export function needsRebase(start: number, base: number): boolean {
  return priorityOf(start, base) > maxPriority / 2
}
