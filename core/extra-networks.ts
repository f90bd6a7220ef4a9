import { z } from 'zod'
import { schedulerSlugs } from './schedulers.ts'

/**
 * Files that lists show with what stands beside them. A prompt calls LoRAs, which change the model, and embeddings (textual inversions),
 * which are words of their own, by name; models are chosen.
 */
export const extraNetworkKinds = ['lora', 'embedding', 'model'] as const
export type ExtraNetworkKind = (typeof extraNetworkKinds)[number]

/** What a LoRA is painted with when nobody says otherwise. */
export const suitsSchema = z.object({
  weight: z.number().optional(),
  /** Of LoRAs that paint in a few steps (LCM, Hyper-SD). */
  steps: z.number().int().min(1).optional(),
  guidance: z.number().min(0).optional(),
  scheduler: z.enum(schedulerSlugs).optional(),
})
export type Suits = z.infer<typeof suitsSchema>

/** One of them, as a worker tells of it. */
export interface ExtraNetwork {
  kind: ExtraNetworkKind
  /** At most `extraNameMaxLength` characters. */
  name: string
  /** Trigger words, as its author wrote them; may be empty. */
  words: string
  suits: Suits
  /** What its author or owner says of it, in a line; may be empty. */
  about: string
  /** A small picture (WebP) of what it does. */
  preview: Buffer | null
}

/** A choice's value in Discord has at most 100 characters. */
export const extraNameMaxLength = 90
/** Trigger words beyond these are not kept. */
export const wordsMaxLength = 300
export const aboutMaxLength = 200

/** A name as names are compared: whatever its case, with or without its file's ending. */
export function bareNetworkName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\.safetensors$/, '')
}

/** The one of a name: as it is written, else whatever its case and with or without a file's ending. */
export function networkNamed<Named extends { name: string }>(
  those: readonly Named[],
  asked: string,
): Named | undefined {
  const name = asked.trim()
  return (
    those.find((one) => one.name === name) ??
    those.find((one) => bareNetworkName(one.name) === bareNetworkName(name))
  )
}

/** The prompt with a LoRA at its end. */
export function withLora(prompt: string, name: string, weight: number): string {
  return `${prompt} <lora:${name}:${weight}>`
}
