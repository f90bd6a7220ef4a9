import { piecesOf, readScheduleTree, type SchedulePiece } from './schedule-tree.ts'

/** A text, and the last step at which it holds. */
export interface ScheduleEntry {
  endAtStep: number
  text: string
}

/** Steps of a run, and for the second pass of a picture painted in two (`hires`), those of the second. */
export interface ScheduleSteps {
  steps: number
  hiresSteps?: number
}

/**
 * The texts that a prompt stands for while it is painted, in order; the last one ends at the last step. `[a:b:N]` changes after
 * step N, or after that fraction of the steps when N has a point; `[a|b]` changes at every step (stable-diffusion-webui,
 * `get_learned_conditioning_prompt_schedules`).
 */
export function readSchedule(text: string, { steps, hiresSteps }: ScheduleSteps): ScheduleEntry[] {
  const tree = readScheduleTree(text)
  const count = hiresSteps ?? steps
  if (tree === undefined) return [{ endAtStep: count, text }]
  const known = new Map<string, number>()
  const stepOf = (when: string) => {
    const step = known.get(when) ?? stepAnew(when)
    known.set(when, step)
    return step
  }
  const stepAnew = (when: string) => {
    const value = Number(when)
    const [fractions, whole] = hiresSteps === undefined ? [0, 0] : [1, steps]
    // Inside bounds first: 1e999 is Infinity.
    const step = when.includes('.') ? (value - fractions) * count : value - whole
    return Math.trunc(Math.max(Math.min(step, count), -1))
  }
  const { thresholds, period } = changesOf(tree, count, stepOf)
  const ends = period > 1 ? Array.from({ length: count }, (_, index) => index + 1) : [...thresholds]
  const texts = new Map<number, string>()
  let passed = 0
  return ends.map((endAtStep) => {
    while ((thresholds[passed] ?? count) < endAtStep) passed += 1
    const state = passed * period + ((endAtStep - 1) % period)
    const same = texts.get(state) ?? textAt(tree, endAtStep, stepOf)
    texts.set(state, same)
    return { endAtStep, text: same }
  })
}

type StepOf = (when: string) => number

interface Changes {
  /** The steps behind which something scheduled changes, in order; the last step is always one of them. */
  thresholds: readonly number[]
  /** Steps after which the alternatives are the same again; no more than there are, and 1 without alternatives. */
  period: number
}

function changesOf(tree: readonly SchedulePiece[], count: number, stepOf: StepOf): Changes {
  const thresholds = new Set([count])
  let period = 1
  const left = [...tree]
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') continue
    if (piece.kind === 'alternate') {
      period = Math.min(leastCommonMultiple(period, piece.options.length), Math.max(count, 2))
      for (const option of piece.options) for (const inner of option) left.push(inner)
    } else {
      const step = stepOf(piece.when)
      if (step >= 1) thresholds.add(step)
      for (const inner of piece.before) left.push(inner)
      for (const inner of piece.after) left.push(inner)
    }
  }
  return { thresholds: [...thresholds].toSorted((a, b) => a - b), period }
}

function leastCommonMultiple(a: number, b: number): number {
  let [divisor, rest] = [a, b]
  while (rest > 0) [divisor, rest] = [rest, divisor % rest]
  return (a / divisor) * b
}

function textAt(tree: readonly SchedulePiece[], step: number, stepOf: StepOf): string {
  let text = ''
  const left: SchedulePiece[] = []
  const pushAll = (pieces: readonly SchedulePiece[]) => {
    for (let at = pieces.length - 1; at >= 0; at--) left.push(pieces[at] ?? '')
  }
  pushAll(tree)
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') text += piece
    else if (piece.kind === 'alternate') pushAll(piece.options[(step - 1) % piece.options.length] ?? [])
    else pushAll(step <= stepOf(piece.when) ? piece.before : piece.after)
  }
  return text
}

/** The first text that a schedule never changes to, because its number lies behind the last step. */
export function neverReached(
  text: string,
  { steps, hiresSteps }: ScheduleSteps,
): { text: string; when: string } | undefined {
  const left = [...(readScheduleTree(text) ?? [])].toReversed()
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') continue
    for (const inner of piecesOf(piece).flat()) left.push(inner)
    if (piece.kind === 'alternate' || hiresSteps !== undefined) continue
    const beyond = Number(piece.when) > (piece.when.includes('.') ? 1 : steps)
    const plain = piece.after.filter((inner) => typeof inner === 'string').join('')
    if (beyond && plain.trim() !== '') return { text: plain, when: piece.when }
  }
  return undefined
}

/** Which entry model call `call` (from 0) is made with: the first that hasn't ended. */
export function entryAtCall(entries: readonly { endAtStep: number }[], call: number): number {
  const found = entries.findIndex(({ endAtStep }) => call <= endAtStep)
  return found === -1 ? entries.length - 1 : found
}
