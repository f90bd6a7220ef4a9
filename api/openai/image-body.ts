import { z } from 'zod'
import { laxBoolean, laxInteger, laxNumber, open } from '#api/http/lax.ts'

export const outputFormats = ['png', 'jpeg', 'webp'] as const
export type OutputFormat = (typeof outputFormats)[number]

/** OpenAI's own limits. */
const mostPictures = 10
const mostPartialImages = 3
/** As many as our own API takes. */
const mostLoras = 10

const lora = z.object({ name: z.string().min(1), weight: laxNumber.optional() })
/** One or several, as `{name, weight}`, or as A1111 and the command line write them: "NAME:0.8". */
const oneLora = z.union([lora, z.string().min(1).transform(writtenLora)])
const loras = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  // Counted before each is looked at: a body holds millions.
  z.array(z.unknown()).max(mostLoras).pipe(z.array(oneLora)),
)

/**
 * The fields of `POST /v1/images/generations` and `/v1/images/edits` (OpenAI's OpenAPI description, `CreateImageRequest` and
 * `CreateImageEditRequest`), and ours beside them. A form has numbers as text.
 */
export const imageBody = z.object({
  prompt: z.string(),
  model: open(z.string()),
  n: open(laxInteger.pipe(z.number().min(1).max(mostPictures))),
  /** WIDTHxHEIGHT, or "auto": the model's own. */
  size: open(z.string()),
  response_format: open(z.enum(['b64_json', 'url'])),
  output_format: open(z.enum(outputFormats)),
  /** Quality in percent, of JPEG and WebP. */
  output_compression: open(laxInteger.pipe(z.number().min(0).max(100))),
  stream: open(laxBoolean),
  partial_images: open(laxInteger.pipe(z.number().min(0).max(mostPartialImages))),
  user: open(z.string()),
  background: open(z.string()),
  quality: open(z.string()),
  style: open(z.string()),
  moderation: open(z.string()),
  input_fidelity: open(z.string()),
  negative_prompt: open(z.string()),
  seed: open(laxInteger),
  steps: open(laxInteger),
  guidance: open(laxNumber),
  scheduler: open(z.string()),
  lora: open(loras),
  /** How much of a start image is painted over, 0 … 1. */
  strength: open(laxNumber.pipe(z.number().min(0).max(1))),
  speed: open(z.enum(['exact', 'fast', 'draft'])),
})
export type ImageBody = z.infer<typeof imageBody>

function writtenLora(text: string): z.infer<typeof lora> {
  const [, name = text, weight] = /^(.+?)(?::(-?\d+(?:\.\d+)?))?$/.exec(text) ?? []
  return { name, ...(weight !== undefined && { weight: Number(weight) }) }
}
