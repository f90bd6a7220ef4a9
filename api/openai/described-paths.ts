import { type DescribedPath, examplePicture, examplePrompt } from '#api/contract/described-path.ts'
import { schemaShown } from '#api/http/schema-shown.ts'
import { imageBody } from './image-body.ts'

const tag = 'As OpenAI’s clients ask'
const file = { type: 'string', format: 'binary' }
const dataUrl = { type: 'object', properties: { image_url: { type: 'string' } } }

export function openaiPaths(): DescribedPath[] {
  const shown = schemaShown(imageBody)
  const withPictures = (properties: object, required: string) => ({
    ...shown,
    properties: { ...properties, ...shown.properties },
    required: [required, 'prompt'],
  })
  const generation = { ...shown, example: { prompt: examplePrompt } }
  const form = withPictures({ image: file, mask: file }, 'image')
  const json = {
    ...withPictures({ images: { type: 'array', items: dataUrl }, mask: dataUrl }, 'images'),
    example: { prompt: examplePrompt, images: [{ image_url: `data:image/png;base64,${examplePicture}` }] },
  }
  return [
    {
      tag,
      method: 'post',
      path: '/v1/images/generations',
      summary: 'Paints',
      body: { 'application/json': generation },
    },
    {
      tag,
      method: 'post',
      path: '/v1/images/edits',
      summary: 'Paints over a picture',
      body: { 'multipart/form-data': form, 'application/json': json },
    },
    { tag, method: 'get', path: '/v1/models', summary: 'The models' },
    { tag, method: 'get', path: '/v1/models/{model}', summary: 'One of them' },
  ]
}
