import type { Speed } from '#core/speeds.ts'

/** How a picture was made, as its file tells, whichever tool wrote it. What the tool does not tell is left out. */
export interface PictureSettings {
  /** As people know it: "A1111", "ComfyUI". */
  tool: string
  prompt: string
  negativePrompt: string
  steps?: number
  guidance?: number
  /** Exactly as it is written: other tools' seeds go up to 2^64. */
  seed?: bigint
  width?: number
  height?: number
  /** The sampler by that tool's name for it, and its noise schedule where that is told apart. */
  sampler?: string
  schedule?: string
  model?: string
  /** How its prompts were read, where that isn't as the field reads them. */
  promptSyntax?: 'plain'
  /** The text encoder's layer, counted from its end: 1 is the last. */
  clipSkip?: number
  /** How much of the UNet's work was done, where it isn't all; our own pictures tell. */
  speed?: Speed
  /** Image-to-image: how much of the start image was painted over, 0 … 1. */
  strength?: number
  /** The whole text, where it is A1111's: it may tell more. */
  written?: string
}

/** Why settings that are there can't be read. */
export type WhyUnreadable =
  /** They are damaged, or written in a way that we don't know. */
  | { why: 'form' }
  /** A graph without a sampler that we know. */
  | { why: 'no_sampler' }
  /** A graph whose prompt, or seed, comes out of a node that we can't look into. */
  | { why: 'node'; node: string }

/** What a picture's file tells of how it was made. */
export type SettingsFound =
  /** `text`: as A1111 writes it. */
  | { outcome: 'read'; settings: PictureSettings; text: string }
  | { outcome: 'unreadable'; tool: string; because: WhyUnreadable }
  | { outcome: 'none' }

/** One tool's reader: its settings, why they can't be read, or undefined where the file has none of this tool's. */
export type Reading = PictureSettings | { unreadable: WhyUnreadable; tool: string } | undefined
