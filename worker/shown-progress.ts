import type { Progress } from '#diffusion/contract.ts'

export type Step = Pick<Progress, 'step' | 'steps' | 'preview'>

/** Shows its person how far a generation is: in its message, or to who asks for its status. */
export interface ShownProgress {
  show(progress: Step, secondsLeft?: number): void
  /** Resolves once nothing is in flight, so that nothing overwrites the end. */
  stop(): Promise<void>
}
