import type { z } from 'zod'
import { type DescribedPath, examplePicture, examplePrompt } from '#api/contract/described-path.ts'
import { schemaShown } from '#api/http/schema-shown.ts'
import { extraBatchBody, extraSingleBody } from './extras.ts'
import { img2imgBody, txt2imgBody } from './generation-body.ts'
import { postedOptions } from './options.ts'
import { pngInfoBody } from './png-info.ts'

const tag = 'As A1111’s clients ask'
const prompt = examplePrompt
const image = examplePicture

export function a1111Paths(): DescribedPath[] {
  return [
    sent('txt2img', 'Paints', txt2imgBody, { prompt }),
    sent('img2img', 'Paints over a picture', img2imgBody, { prompt, init_images: [image] }),
    sent('extra-single-image', 'Enlarges a picture', extraSingleBody, { image }),
    sent('extra-batch-images', 'Enlarges several', extraBatchBody, { imageList: [{ data: image }] }),
    sent('png-info', 'Reads how a picture was made', pngInfoBody, { image }),
    asked('progress', 'How far the first picture is that this key asked for'),
    {
      tag,
      method: 'post',
      path: '/sdapi/v1/interrupt',
      summary: 'Ends the first picture that this key asked for',
    },
    asked('options', 'What this key has chosen'),
    sent('options', 'Chooses a model, or clip skip', postedOptions, { CLIP_stop_at_last_layers: 1 }),
    asked('sd-models', 'The models'),
    asked('samplers', 'The samplers'),
    asked('schedulers', 'The noise schedules'),
    asked('upscalers', 'The upscalers'),
    asked('latent-upscale-modes', 'None: pictures are enlarged here, not latents'),
    asked('sd-vae', 'The VAE that the operator chose'),
    asked('loras', 'The LoRAs'),
    asked('embeddings', 'The textual inversions'),
  ]
}

function asked(path: string, summary: string): DescribedPath {
  return { tag, method: 'get', path: `/sdapi/v1/${path}`, summary }
}

function sent(path: string, summary: string, schema: z.ZodType, example: object): DescribedPath {
  const body = { 'application/json': { ...schemaShown(schema), example } }
  return { tag, method: 'post', path: `/sdapi/v1/${path}`, summary, body }
}
