import { readScheduleTree, type SchedulePiece } from './schedule-tree.ts'

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
  return changes(tree, count, stepOf).map((endAtStep) => ({
    endAtStep,
    text: textAt(tree, endAtStep, stepOf),
  }))
}

type StepOf = (when: string) => number

/** The steps at which a text may change: the ends of the entries. */
function changes(tree: readonly SchedulePiece[], count: number, stepOf: StepOf): number[] {
  const ends = new Set([count])
  let everyStep = false
  const left = [...tree]
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') continue
    if (piece.kind === 'alternate') {
      everyStep = true
      for (const option of piece.options) left.push(...option)
    } else {
      const step = stepOf(piece.when)
      if (step >= 1) ends.add(step)
      left.push(...piece.before, ...piece.after)
    }
  }
  if (everyStep) for (let step = 1; step <= count; step++) ends.add(step)
  return [...ends].toSorted((a, b) => a - b)
}

function textAt(tree: readonly SchedulePiece[], step: number, stepOf: StepOf): string {
  let text = ''
  const left = tree.toReversed()
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') text += piece
    else if (piece.kind === 'alternate')
      left.push(...(piece.options[(step - 1) % piece.options.length] ?? []).toReversed())
    else left.push(...(step <= stepOf(piece.when) ? piece.before : piece.after).toReversed())
  }
  return text
}

/** Which entry model call `call` (from 0) is made with: the first that hasn't ended. */
export function entryAtCall(entries: readonly { endAtStep: number }[], call: number): number {
  const found = entries.findIndex(({ endAtStep }) => call <= endAtStep)
  return found === -1 ? entries.length - 1 : found
}
