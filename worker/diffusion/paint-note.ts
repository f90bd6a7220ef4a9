import type { Speed } from './speeds.ts'
import type { PromptRemark } from '#diffusion/prompt/remarks.ts'

/** Something of a request that was left out or read otherwise than it may be meant. */
export type PaintNote =
  | PromptRemark
  /** Names of embeddings that are not there: they are painted as words. */
  | { kind: 'names_as_words'; names: string[] }
  /** A plain prompt is longer than the text encoder reads: this end of it is left out. */
  | { kind: 'words_cut'; of: 'prompt' | 'negative_prompt'; text: string }
  /** A LoRA has layers that the model lacks; `named`: the first few of them. */
  | { kind: 'layers_left'; lora: string; left: number; layers: number; named: string[] }
  /** Less work was asked for, but the steps are too few, or the prompt changes too often, to leave any of it out. */
  | { kind: 'all_work_done'; speed: Speed }
