import type { z } from '@hono/zod-openapi'
import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import { readPicture } from '#api/http/read-picture.ts'
import type { generateSchema } from './schemas.ts'

/** @throws {ApiError} 400 for what contradicts itself, and for pictures that are none */
export function orderOf(body: z.infer<typeof generateSchema>): Order {
  const { image, mask, seed } = body
  const order: Order = {
    prompt: body.prompt,
    negativePrompt: body.negative_prompt,
    steps: oneOf(body, 'steps', 'num_inference_steps'),
    guidance: oneOf(body, 'guidance', 'guidance_scale'),
    width: body.width,
    height: body.height,
    seed: seed === -1 ? undefined : seed,
    count: body.count,
    scheduler: body.scheduler,
    model: body.model,
    startPicture: image === undefined ? undefined : readPicture(image, 'image'),
    mask: mask === undefined ? undefined : readPicture(mask, 'mask'),
    strength: body.strength,
    speed: body.speed,
    clipSkip: body.clip_skip,
    loras: body.lora === undefined ? undefined : [body.lora].flat().map(loraOf),
    returnBase64: body.return_base64,
    idempotencyKey: body.idempotency_key,
    callbackUrl: body.callback_url,
  }
  return order
}

/** A value that has two names. */
function oneOf<Name extends 'steps' | 'num_inference_steps' | 'guidance' | 'guidance_scale'>(
  body: Partial<Record<Name, number | undefined>>,
  name: Name,
  other: Name,
): number | undefined {
  const [one, two] = [body[name], body[other]]
  if (one === undefined || two === undefined || one === two) return one ?? two
  const message = `"${name}" and "${other}" mean the same, and differ: send one of them.`
  throw new ApiError(400, 'contradiction', message, { param: other })
}

/** `NAME`, `NAME:WEIGHT`, or both apart. */
function loraOf(lora: string | { name: string; weight?: number | undefined }): {
  name: string
  weight?: number | undefined
} {
  if (typeof lora !== 'string') return lora
  const [, name, weight] = /^(.+):(-?\d+(?:\.\d+)?)$/.exec(lora) ?? []
  return name === undefined ? { name: lora } : { name, weight: Number(weight) }
}
