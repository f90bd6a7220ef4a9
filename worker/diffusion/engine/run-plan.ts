import type { Speed } from '#diffusion/speeds.ts'

/**
 * What of an image's rows a UNet call computes: all; its prompt's parts, while the negative prompt's row is forecast; or none, all of
 * them being forecast.
 */
export type RowsRun = 'all' | 'parts' | 'none'

/** What a plan is made from: the request's alone, never what the UNet said, so that the same request has the same plan everywhere. */
export interface PlanFacts {
  /** `Scheduler.noiseRatio` of each call. */
  noiseRatios: readonly number[]
  /** Calls of a step, where the scheduler's steps are such that a forecast call makes another picture of the same prompt. */
  wary?: number | undefined
  /** Whether the scheduler adds noise of its own in each step. */
  noisy?: boolean
  /** Whether there is a row for the negative prompt. */
  guided: boolean
  /** Whether a call's conditionings are other than those of the call before. */
  changes: (call: number) => boolean
}

/** So few calls are hardly ever alike: all are run. */
const fewCalls = 6

/** Where between 0 (the first call) and 1 (the last) a plan changes, and how many calls lie from one run to the next. */
interface Pace {
  /** Calls before this part of the way are all run; while they are few, more of them. */
  lead: number
  leastLead: number
  /** From a part of the way on: one call in so many is run, and what of it. */
  stretches: readonly { from: number; every: number; rows: Exclude<RowsRun, 'none'> }[]
  /** Part of the way at the end that is forecast: there the picture is nearly what it was heading for. */
  tail: number
}

/**
 * The composition is decided early, where a wrong prediction is felt most; later the prediction goes on as it went, first in the
 * part of the picture that guidance makes. Figures: BENCHMARKS.md, "Speed".
 */
const paces = {
  fast: {
    lead: 0.2,
    leastLead: 4,
    stretches: [
      { from: 0, every: 2, rows: 'all' },
      { from: 0.5, every: 3, rows: 'all' },
      { from: 0.8, every: 3, rows: 'parts' },
    ],
    tail: 0,
  },
  /** Noise that is drawn on the way is answered by each run and by no forecast: some more are made, and all with the negative prompt. */
  noisyFast: {
    lead: 0.24,
    leastLead: 4,
    stretches: [
      { from: 0, every: 2, rows: 'all' },
      { from: 0.55, every: 3, rows: 'all' },
    ],
    tail: 0,
  },
  shortDraft: {
    lead: 0.1,
    leastLead: 2,
    stretches: [
      { from: 0, every: 2, rows: 'all' },
      { from: 0.16, every: 3, rows: 'all' },
      { from: 0.54, every: 3, rows: 'parts' },
      { from: 0.64, every: 5, rows: 'parts' },
    ],
    tail: 0.1,
  },
  draft: {
    lead: 0.1,
    leastLead: 2,
    stretches: [
      { from: 0, every: 2, rows: 'all' },
      { from: 0.16, every: 3, rows: 'all' },
      { from: 0.4, every: 4, rows: 'all' },
      { from: 0.54, every: 4, rows: 'parts' },
    ],
    tail: 0.25,
  },
} satisfies Record<string, Pace>

/** Calls from which on Draft leaves out the last quarter, which is a large step of fewer. */
const longFrom = 16

/** Without a row for the negative prompt there is none to leave out; late calls are run more seldom instead. */
const unguidedEvery = { fast: 3, draft: 6 } as const

/** A signal this much weaker than the noise tells nothing of the picture: no forecast starts from there. */
const mostNoiseRatio = 1000

/** Which rows each call of an image computes. The first calls are all run, and those after its prompt changed; so is the last one before what is
 * forecast at the end. */
export function planRuns(speed: Speed, facts: PlanFacts): RowsRun[] {
  const { noiseRatios, guided, changes } = facts
  const calls = noiseRatios.length
  const plan = noiseRatios.map((): RowsRun => 'all')
  if (speed === 'exact' || calls <= fewCalls) return plan
  if (speed === 'fast' && facts.wary !== undefined) return warily(plan, facts, facts.wary)
  const { stretches, tail, ...pace } = paceOf(speed, facts)
  const lead = leadOf(calls, pace)
  let untilAll = lead + noiseRatios.filter((ratio) => !(ratio <= mostNoiseRatio)).length
  let lastRun = 0
  const last = calls - 1 - Math.floor(calls * tail)
  for (let call = 0; call < calls; call++) {
    // Two answers to a new prompt are what its next one is forecast from.
    if (call > 0 && changes(call)) untilAll = Math.max(untilAll, call + 2)
    if (call < untilAll) {
      lastRun = call
      continue
    }
    const stretch = stretches.findLast(({ from }) => call / calls >= from)
    const every = !guided && stretch?.rows === 'parts' ? unguidedEvery[speed] : (stretch?.every ?? 1)
    const rows = guided ? (stretch?.rows ?? 'all') : 'all'
    const left = last - call
    // One that is due shortly before the last is left to it.
    if (left === 0 || (call - lastRun >= every && left > every / 2)) {
      plan[call] = rows
      lastRun = call
    } else plan[call] = 'none'
  }
  return plan
}

function paceOf(speed: Exclude<Speed, 'exact'>, { noisy, noiseRatios }: PlanFacts): Pace {
  if (speed === 'fast') return noisy ? paces.noisyFast : paces.fast
  return noiseRatios.length < longFrom ? paces.shortDraft : paces.draft
}

/** Part of the way that is run whole where nothing but the negative prompt's row may be forecast. */
const waryLead = 0.3

/** Leaves out the negative prompt's row in every second step. */
function warily(plan: readonly RowsRun[], { guided, changes }: PlanFacts, order: number): RowsRun[] {
  let untilAll = plan.length * waryLead
  return plan.map((_, call) => {
    if (call > 0 && changes(call)) untilAll = Math.max(untilAll, call + 2)
    return guided && call >= untilAll && Math.floor(call / order) % 2 === 1 ? 'parts' : 'all'
  })
}

/** Of few calls half are run before the first is left out. */
function leadOf(calls: number, { lead, leastLead }: Pick<Pace, 'lead' | 'leastLead'>): number {
  return Math.max(Math.round(calls * lead), Math.min(leastLead, Math.ceil(calls / 2)))
}
