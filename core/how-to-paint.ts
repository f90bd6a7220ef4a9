import type { FewSteps } from './few-steps.ts'
import type { SchedulerSlug } from './schedulers.ts'

/** How a picture is painted, apart from what is on it. */
export interface HowToPaint {
  steps: number
  guidance: number
  scheduler: SchedulerSlug
}

/** What somebody says of it; null is "not given", as Discord has it. */
export type Said = { readonly [Key in keyof HowToPaint]?: HowToPaint[Key] | null | undefined }

/** Who may say it, in the order in which they are heard: the first that says a value decides. */
export interface Sayers {
  /** An option of a command or of the command line, a program's field. */
  option: Said
  /** A flag in the prompt (`--steps 30`). */
  flag?: Said
  /** The request's LoRAs, else its model, where they were made for few steps (`fewStepsOf`). */
  fewSteps?: (FewSteps & { of: string }) | undefined
  preset?: Said | undefined
  /** The server's defaults. */
  server?: Said
  /** What suits the model: its notes' examples, else what suits all of its kind. */
  model: HowToPaint
}

/** What was taken of something that was made for few steps, since nobody asked for anything else. */
export type Suited = Partial<FewSteps> & { of: string }

/**
 * The one rule of how a picture is painted where nobody says, for Discord, programs and the command line.
 * @returns also which values are those of something that was made for few steps
 */
export function howToPaint({ option, flag = {}, fewSteps, preset = {}, server = {}, model }: Sayers): {
  how: HowToPaint
  suited: Suited | undefined
} {
  const asked = <Key extends keyof HowToPaint>(key: Key) => option[key] ?? flag[key] ?? undefined
  const value = <Key extends keyof HowToPaint>(key: Key): HowToPaint[Key] =>
    asked(key) ?? fewSteps?.[key] ?? preset[key] ?? server[key] ?? model[key]
  const taken = {
    ...(asked('steps') === undefined && fewSteps && { steps: fewSteps.steps }),
    ...(asked('guidance') === undefined && fewSteps && { guidance: fewSteps.guidance }),
    ...(asked('scheduler') === undefined && fewSteps && { scheduler: fewSteps.scheduler }),
  }
  return {
    how: { steps: value('steps'), guidance: value('guidance'), scheduler: value('scheduler') },
    suited: fewSteps && Object.keys(taken).length > 0 ? { ...taken, of: fewSteps.of } : undefined,
  }
}
