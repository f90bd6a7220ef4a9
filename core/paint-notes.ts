import type { Speed } from './speeds.ts'

/** What of a request was left out or read otherwise than it may be meant, as a generation's row keeps it. */
export type PaintNote =
  /** A tag that nothing here understands. */
  | { kind: 'unknown_tag'; text: string }
  /** A name in angle brackets that no embedding has. */
  | { kind: 'unknown_name'; text: string }
  /** A `<lora:NAME>` that no file has. */
  | { kind: 'unknown_lora'; name: string }
  /** A `<lora:…>` that can't be read: no LoRA was used; `reason` in English. */
  | { kind: 'unreadable_lora'; reason: string }
  /** A LoRA has layers that the model lacks; `named`: the first few of them. */
  | { kind: 'layers_left'; lora: string; left: number; layers: number; named: string[] }
  /** Only some ranks of a LoRA were asked for: all are used. */
  | { kind: 'lora_ranks'; name: string }
  /** A part's weight that was probably meant as text. */
  | { kind: 'heavy_part'; text: string; weight: number }
  /** Parts with `AND` past the most. */
  | { kind: 'parts_left'; parts: number }
  /** The end of a text, past the chunks that there may be. */
  | { kind: 'text_left'; text: string }
  /** The end of a plain prompt, past the text encoder's 77 tokens. */
  | { kind: 'words_cut'; of: 'prompt' | 'negative_prompt'; text: string }
  /** Alternatives past the chunks that all of a prompt's texts may have. */
  | { kind: 'variants_left' }
  /** The end of a line behind a "#". */
  | { kind: 'comment_left'; text: string }
  /** What a schedule would change to, where its number lies behind the last step: `[dragon:1.2]`, which is no weight. */
  | { kind: 'never_reached'; text: string; when: string }
  /** A weight that is written as no weight is: with a decimal comma, or with brackets and colons of full width. */
  | { kind: 'weight_as_words'; text: string }
  /** Settings that were copied along with the prompt. */
  | { kind: 'settings_as_words'; text: string }
  /** A tag in a negative prompt, where there are none. */
  | { kind: 'tag_as_words'; text: string }
  /** Names of embeddings that are not there. */
  | { kind: 'names_as_words'; names: string[] }
  /** Less work was asked for, but the steps are too few, or the prompt changes too often, to leave any of it out. */
  | { kind: 'all_work_done'; speed: Speed }

/** What only the painter can know: all else is said when a picture is asked for. */
export const paintersNotes: ReadonlySet<PaintNote['kind']> = new Set([
  'unknown_name',
  'layers_left',
  'lora_ranks',
  'text_left',
  'words_cut',
  'variants_left',
  'names_as_words',
  'all_work_done',
])
