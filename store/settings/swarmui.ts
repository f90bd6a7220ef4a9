import { z } from 'zod'
import type { Reading } from './picture-settings.ts'
import { told, writtenName, writtenNumber, writtenSeed, writtenText } from './written-json.ts'

const tool = 'SwarmUI'

/** SwarmUI's parameters (its docs: "Image Metadata Format"); values are texts or numbers. */
const schema = z.object({
  sui_image_params: z.object({
    prompt: writtenText.default(''),
    negativeprompt: writtenText.default(''),
    seed: writtenSeed,
    steps: writtenNumber,
    cfgscale: writtenNumber,
    width: writtenNumber,
    height: writtenNumber,
    sampler: writtenName,
    scheduler: writtenName,
    model: writtenName,
    initimagecreativity: writtenNumber,
  }),
})

/** @param json what stands under `parameters`, or in the EXIF user comment of a JPEG or WebP */
export function readSwarmUi(json: object): Reading {
  if (!('sui_image_params' in json)) return undefined
  const parsed = schema.safeParse(json)
  if (!parsed.success) return { tool, unreadable: { why: 'form' } }
  const { prompt, negativeprompt, cfgscale, scheduler, initimagecreativity, ...rest } =
    parsed.data.sui_image_params
  return {
    tool,
    prompt,
    negativePrompt: negativeprompt,
    ...told({ ...rest, guidance: cfgscale, schedule: scheduler, strength: initimagecreativity }),
  }
}
