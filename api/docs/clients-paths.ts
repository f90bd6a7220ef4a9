import { z } from 'zod'
import { extraBatchBody, extraSingleBody } from '#api/a1111/extras.ts'
import { img2imgBody, txt2imgBody } from '#api/a1111/generation-body.ts'
import { postedOptions } from '#api/a1111/options.ts'
import { pngInfoBody } from '#api/a1111/png-info.ts'
import { imageBody } from '#api/openai/image-body.ts'

/** In the order in which the page shows them. The first is that of `/api/…`. */
export const docsTags = ['Pictures', 'As OpenAI’s clients ask', 'As A1111’s clients ask'] as const

/** One endpoint of OpenAI's or A1111's shape, as the docs page shows it. */
export interface ClientsPath {
  tag: (typeof docsTags)[number]
  method: 'get' | 'post'
  path: string
  summary: string
  /** JSON Schema by media type. */
  body?: Record<string, object>
}

const prompt = { prompt: 'a red dragon above snowy mountains' }
/** A PNG of one pixel, so that what the page proposes to send is taken. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const file = { type: 'string', format: 'binary' }
const dataUrl = { type: 'object', properties: { image_url: { type: 'string' } } }

/** Written from the schemas that read the requests. */
export function clientsPaths(): ClientsPath[] {
  const image = schemaOf(imageBody)
  const withPictures = (properties: object, required: string) => ({
    ...image,
    properties: { ...properties, ...image.properties },
    required: [required, 'prompt'],
  })
  const openai = (method: 'get' | 'post', path: string, summary: string, body?: Record<string, object>) => ({
    tag: 'As OpenAI’s clients ask' as const,
    method,
    path: `/v1/${path}`,
    summary,
    ...(body !== undefined && { body }),
  })
  const a1111 = (
    method: 'get' | 'post',
    path: string,
    summary: string,
    schema?: z.ZodType,
    example?: object,
  ) => ({
    tag: 'As A1111’s clients ask' as const,
    method,
    path: `/sdapi/v1/${path}`,
    summary,
    ...(schema !== undefined && {
      body: { 'application/json': { ...schemaOf(schema), ...(example && { example }) } },
    }),
  })
  return [
    openai('post', 'images/generations', 'Paints', { 'application/json': { ...image, example: prompt } }),
    openai('post', 'images/edits', 'Paints over a picture', {
      'multipart/form-data': withPictures({ image: file, mask: file }, 'image'),
      'application/json': {
        ...withPictures({ images: { type: 'array', items: dataUrl }, mask: dataUrl }, 'images'),
        example: { ...prompt, images: [{ image_url: `data:image/png;base64,${pixel}` }] },
      },
    }),
    openai('get', 'models', 'The models'),
    openai('get', 'models/{model}', 'One of them'),
    a1111('post', 'txt2img', 'Paints', txt2imgBody, prompt),
    a1111('post', 'img2img', 'Paints over a picture', img2imgBody, { ...prompt, init_images: [pixel] }),
    a1111('post', 'extra-single-image', 'Enlarges a picture', extraSingleBody, { image: pixel }),
    a1111('post', 'extra-batch-images', 'Enlarges several', extraBatchBody, { imageList: [{ data: pixel }] }),
    a1111('post', 'png-info', 'Reads how a picture was made', pngInfoBody, { image: pixel }),
    a1111('get', 'progress', 'How far the first picture is that this key asked for'),
    a1111('post', 'interrupt', 'Ends the first picture that this key asked for'),
    a1111('get', 'options', 'What this key has chosen'),
    a1111('post', 'options', 'Chooses a model, or clip skip', postedOptions),
    a1111('get', 'sd-models', 'The models'),
    a1111('get', 'samplers', 'The samplers'),
    a1111('get', 'schedulers', 'The noise schedules'),
    a1111('get', 'upscalers', 'The upscalers'),
    a1111('get', 'latent-upscale-modes', 'None: pictures are enlarged here, not latents'),
    a1111('get', 'sd-vae', 'The VAE that the operator chose'),
    a1111('get', 'loras', 'The LoRAs'),
    a1111('get', 'embeddings', 'The textual inversions'),
  ]
}

/** The request's side of a schema. That an integer is a safe one goes without saying. */
function schemaOf(schema: z.ZodType): { properties?: object } {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return rest
}
