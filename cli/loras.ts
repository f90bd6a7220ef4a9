import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { findLoras, loraNamed } from '#diffusion/lora/find-loras.ts'
import { withLoraTags } from '#store/png/lora-text.ts'
import { promptLoras, type NamedLora } from '#diffusion/lora/prompt-loras.ts'

/** Names that a sentence lists at most. */
const mostListed = 20

/**
 * The LoRAs of a request: those of `--lora`, then those of the prompt.
 * @param options each NAME or FILE, perhaps with `:WEIGHT` or `:WEIGHT:TEXT_WEIGHT`
 * @param readsTags whether `<lora:…>` means anything in the prompt
 * @throws PersonError `usage` for a LoRA that is not there
 */
export async function resolveLoras(
  options: readonly string[],
  prompt: string,
  readsTags: boolean,
  modelsDir: string,
): Promise<{ loras: NamedLora[]; promptText: string; notes: string[] }> {
  if (options.length === 0 && !(readsTags && prompt.includes('<')))
    return { loras: [], promptText: prompt, notes: [] }
  const files = await findLoras(modelsDir)
  const loras = options.map((option): NamedLora => {
    const { place, weight, textWeight } = readOption(option)
    const found = loraNamed(files, place)
    if (found) return { name: found.name, file: found.file, weight, textWeight }
    const file = resolve(place)
    if (existsSync(file)) return { name: basename(file, '.safetensors'), file, weight, textWeight }
    throw new PersonError(
      'usage',
      `--lora: there is no LoRA ${place}. ${listOf(files.map(({ name }) => name))}`,
    )
  })
  const asked = promptLoras(readsTags ? prompt : '', files)
  return {
    loras: [...loras, ...asked.loras],
    promptText: withLoraTags(prompt, loras),
    notes: [
      ...(asked.unreadable === undefined ? [] : [asked.unreadable]),
      ...asked.unknown.map((name) => `There is no LoRA "${name}" in the models folder: it was left out.`),
      ...asked.cutRanks.map(
        (name) => `All ranks of the LoRA "${name}" are used: choosing some is not supported.`,
      ),
    ],
  }
}

/** Numbers stand at the end: what is before them may hold colons of its own, as Windows' paths do. */
function readOption(option: string): { place: string; weight: number; textWeight: number } {
  const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`
  const [, place = option, weight = '1', textWeight = weight] =
    new RegExp(`^(.+?)(?::(${number}))?(?::(${number}))?$`).exec(option) ?? []
  return { place, weight: Number(weight), textWeight: Number(textWeight) }
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'loras/ in the models folder is empty.'
  const more = names.length > mostListed ? ' …' : ''
  return `There are ${names.slice(0, mostListed).join(', ')}${more}`
}
