import { withoutComments } from '#diffusion/prompt/comments.ts'
import { lorasOf, type LoraUse } from '#diffusion/prompt/loras.ts'
import { takeTags } from '#diffusion/prompt/tags.ts'
import type { LoraRequest } from '#diffusion/contract.ts'
import { loraNamed, type LoraFound } from './find-loras.ts'

/** A LoRA that is painted with, under the name that people know it by. */
export interface NamedLora extends LoraRequest {
  readonly name: string
}

/** What a prompt's `<lora:NAME:WEIGHT>` come to. */
export interface PromptLoras {
  readonly loras: readonly NamedLora[]
  /** Names that no file has. */
  readonly unknown: readonly string[]
  /** Why none of them is used, where one can't be read. */
  readonly unreadable?: string
  /** Of these only some ranks were asked for; all are used. */
  readonly cutRanks: readonly string[]
}

/** Looks the LoRAs of a prompt up. Prompts are read as A1111 does: the first weight is the text encoder's, and both where it is alone. */
export function promptLoras(prompt: string, files: readonly LoraFound[]): PromptLoras {
  const { loras: uses, error } = lorasOf(takeTags(withoutComments(prompt)).tags)
  const loras: NamedLora[] = []
  const unknown: string[] = []
  for (const { name, weight, textWeight } of uses) {
    const found = loraNamed(files, name.trim())
    if (found) loras.push({ name: found.name, file: found.file, weight, textWeight })
    else unknown.push(name.trim())
  }
  return {
    loras,
    unknown,
    cutRanks: uses.filter(({ rank }: LoraUse) => rank !== null).map(({ name }) => name.trim()),
    ...(error !== undefined && { unreadable: error }),
  }
}
