import { z } from 'zod'
import type { Reading } from './picture-settings.ts'
import { parseWrittenJson, told, writtenName, writtenNumber, writtenSeed } from './written-json.ts'

const tool = 'NovelAI'

const schema = z.object({
  prompt: writtenName,
  uc: writtenName,
  seed: writtenSeed,
  steps: writtenNumber,
  scale: writtenNumber,
  width: writtenNumber,
  height: writtenNumber,
  sampler: writtenName,
  noise_schedule: writtenName,
  strength: writtenNumber,
})

/**
 * @param texts a PNG's texts by their keywords: settings under `Comment`, in older pictures the prompt under `Description`; or
 * the same names in the JSON of a WebP's EXIF user comment
 */
export function readNovelAi(texts: ReadonlyMap<string, string>): Reading {
  const comment = texts.get('Comment')
  const byName = texts.get('Software') === tool
  if (comment === undefined) return byName ? { tool, unreadable: { why: 'form' } } : undefined
  const parsed = schema.safeParse(parseWrittenJson(comment))
  // Every drawing program writes comments.
  const { prompt = texts.get('Description'), uc, scale, noise_schedule, ...rest } = parsed.data ?? {}
  const ownNames = parsed.success && (uc !== undefined || scale !== undefined)
  if (!byName && !ownNames) return undefined
  if (!parsed.success || prompt === undefined) return { tool, unreadable: { why: 'form' } }
  return {
    tool,
    prompt,
    negativePrompt: uc ?? '',
    ...told({ ...rest, guidance: scale, schedule: noise_schedule }),
  }
}
