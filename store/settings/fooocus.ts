import { z } from 'zod'
import type { Reading } from './picture-settings.ts'
import { told, writtenName, writtenNumber, writtenSeed, writtenText } from './written-json.ts'

const tool = 'Fooocus'

/** Fooocus' own scheme (modules/meta_parser.py, `FooocusMetadataParser`); its other one is A1111's text. */
const schema = z.object({
  prompt: writtenText,
  negative_prompt: writtenText.default(''),
  seed: writtenSeed,
  steps: writtenNumber,
  guidance_scale: writtenNumber,
  /** "(896, 1152)" */
  resolution: writtenName,
  sampler: writtenName,
  scheduler: writtenName,
  base_model: writtenName,
})

/** @param json what stands under `parameters`, or in the EXIF user comment of a JPEG or WebP */
export function readFooocus(json: object): Reading {
  const names = Object.keys(json)
  const known = ['metadata_scheme', 'guidance_scale', 'base_model', 'resolution', 'full_prompt']
  if (!names.some((name) => known.includes(name))) return undefined
  const parsed = schema.safeParse(json)
  if (!parsed.success) return { tool, unreadable: { why: 'form' } }
  const {
    prompt,
    negative_prompt,
    guidance_scale,
    resolution = '',
    scheduler,
    base_model,
    ...rest
  } = parsed.data
  const { sampler, seed, steps } = rest
  const [, width, height] = /(\d{1,6})\s*[,x×]\s*(\d{1,6})/i.exec(resolution) ?? []
  return {
    tool,
    prompt,
    negativePrompt: negative_prompt,
    ...told({
      seed,
      steps,
      sampler,
      guidance: guidance_scale,
      width: width === undefined ? undefined : Number(width),
      height: height === undefined ? undefined : Number(height),
      schedule: scheduler,
      model: base_model,
    }),
  }
}
