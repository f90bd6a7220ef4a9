/** Something about a prompt that its person should know. */
export type PromptRemark =
  /** A tag that nothing here understands: it is left out. */
  | { kind: 'unknown_tag'; text: string }
  /** A name in angle brackets that no embedding has: it is left out. */
  | { kind: 'unknown_name'; text: string }
  /** A LoRA tag that can't be read: no LoRA is used. */
  | { kind: 'unreadable_lora'; reason: string }
  /** A part's weight that was probably meant as text. */
  | { kind: 'heavy_part'; text: string; weight: number }
  /** Parts after the `mostParts`th are left out. */
  | { kind: 'parts_left'; parts: number }
  /** The end of a text is left out. */
  | { kind: 'text_left'; text: string }
  /** Alternatives that come late are left out. */
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

/** Why a prompt can't be painted. */
export type PromptRefusal =
  | { kind: 'unreadable_weight'; typed: string }
  | { kind: 'weight_too_large' }
  | { kind: 'too_long' }
