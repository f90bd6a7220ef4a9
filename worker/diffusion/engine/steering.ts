import type { UsedEmbedding } from '#diffusion/contract.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import type { Conditioning } from '#diffusion/networks/conditioning.ts'

/** What steers one row of an image: a conditioning that may change from one UNet call to the next, but not in shape. */
export interface RowSteering {
  /** What the guidance scale is multiplied by for this row. */
  readonly weight: number
  at(call: number): Conditioning
}

/** What steers an image: the parts of its prompt, each a row, and the negative prompt where guidance is computed. */
export interface Steering {
  readonly parts: readonly RowSteering[]
  readonly negative?: RowSteering
  readonly guidance: number
  /** What people should know about how their prompt was read. */
  readonly notes?: readonly PaintNote[]
  readonly embeddings?: readonly UsedEmbedding[]
}

export function constantRow(conditioning: Conditioning): RowSteering {
  return { weight: 1, at: () => conditioning }
}

/** The rows in the order in which an image has them: the negative prompt first, as diffusers does. */
export function rowsOf({ parts, negative }: Steering): readonly RowSteering[] {
  return negative ? [negative, ...parts] : parts
}
