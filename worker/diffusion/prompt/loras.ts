import { parseFloatingPoint, parseInteger } from './python-text.ts'
import type { Tag } from './tags.ts'

/** A LoRA that a prompt asks for. */
export interface LoraUse {
  /** As typed, not trimmed. */
  name: string
  /** Multiplier of the UNet's changes. */
  weight: number
  /** Multiplier of the text encoder's. */
  textWeight: number
  /** How many of its ranks are used; null: all. */
  rank: number | null
}

/** A1111's own word, and that of an older extension. */
const loraWords = ['lora', 'lyco']

export function isLora({ word }: Tag): boolean {
  return loraWords.includes(word)
}

/**
 * The LoRAs of a prompt's tags (stable-diffusion-webui, `extensions-builtin/Lora/extra_networks_lora.py`): name, text encoder
 * multiplier (1), UNet multiplier (the same), rank; `te`, `unet` and `dyn` by name win. One that can't be read, and none is
 * used: `error` says which.
 */
export function lorasOf(tags: readonly Tag[]): { loras: LoraUse[]; error?: string } {
  const words = new Set(tags.filter(isLora).map(({ word }) => word))
  const inOrder = [...words].flatMap((word) => tags.filter((tag) => tag.word === word))
  const loras: LoraUse[] = []
  for (const tag of inOrder) {
    const lora = readLora(tag)
    if (typeof lora === 'string') return { loras: [], error: `${tag.text}: ${lora}, so no LoRA is used.` }
    loras.push(lora)
  }
  return { loras }
}

function readLora({ positional, named }: Tag): LoraUse | string {
  const [name, text, unet, rank] = positional
  if (name === undefined) return 'it names no LoRA'
  // Those that a named one replaces are read, too, as A1111 does: all must be numbers.
  const read: { te?: number; unet?: number; dyn?: number } = {}
  for (const [key, typed] of [
    ['te', [text, named['te']]],
    ['unet', [unet, named['unet']]],
    ['dyn', [rank, named['dyn']]],
  ] as const) {
    for (const value of typed) {
      if (value === undefined) continue
      const number = key === 'dyn' ? parseInteger(value) : parseFloatingPoint(value)
      if (number === undefined || !Number.isFinite(number)) return `"${value}" is not a number`
      read[key] = number
    }
  }
  const textWeight = read.te ?? 1
  return { name, textWeight, weight: read.unet ?? textWeight, rank: read.dyn ?? null }
}
