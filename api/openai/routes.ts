import { type Context, Hono } from 'hono'
import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { answerInTime, type NotedAnswer } from '#api/http/answer-in-time.ts'
import { clientGone } from '#api/http/client-gone.ts'
import { InBase64 } from '#api/http/json-bytes.ts'
import { modelByName } from '#api/http/model-by-name.ts'
import { notesHeader, notesInHeader } from '#api/http/notes-header.ts'
import { ordersFor } from '#api/http/orders-of-seeds.ts'
import { paintOrders } from '#api/http/paint-orders.ts'
import { parse } from '#api/http/parse.ts'
import { maxSeed, usualStrength } from '#core/generation.ts'
import { paintedWhereTransparent } from './edit-mask.ts'
import { encodedPicture, type Encoding } from './encoded-picture.ts'
import { type ImageBody, imageBody } from './image-body.ts'
import { noTokens, type Stream } from './image-events.ts'
import { type AskedImages, askedImages } from './order-of-image-body.ts'
import { originOf } from './origin-of.ts'
import { pictureFields } from './picture-fields.ts'
import { readEdit } from './read-edit.ts'
import { streamedImages } from './streamed.ts'
import { unretriedError } from './unretried-error.ts'

/** Inside a mask everything is painted anew. */
const maskedStrength = 1

/** OpenAI's HTTP API for pictures (platform.openai.com/docs/api-reference/images). */
export function openaiRoutes(deps: RouteDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.onError(unretriedError(deps))

  app.post('/v1/images/generations', async (context) => {
    const body = parse(imageBody, await context.req.json())
    return painted(context, 'image_generation', body, await askedOf(context, body, deps), {}, deps)
  })

  app.post('/v1/images/edits', async (context) => {
    const form = await readEdit(context.req)
    const body = parse(imageBody, form.fields)
    const [startPicture] = form.images
    const asked = await askedOf(context, body, deps)
    if (form.images.length > 1) asked.notes.push(`of ${form.images.length} images the first is painted over`)
    const mask = form.mask && (await paintedWhereTransparent(form.mask))
    const over = {
      ...(startPicture !== undefined && { startPicture }),
      ...(mask !== undefined && { mask }),
      strength: body.strength ?? (mask === undefined ? usualStrength : maskedStrength),
    }
    return painted(context, 'image_edit', body, asked, over, deps)
  })

  app.get('/v1/models', async (context) => {
    const models = await deps.models(context.get('caller'))
    return context.json({ object: 'list', data: models.map(modelItem) })
  })
  app.get('/v1/models/:model{.+}', async (context) => {
    const name = context.req.param('model')
    const model = modelByName(await deps.models(context.get('caller')), name)
    if (model === undefined)
      throw new ApiError(404, 'model_not_found', `The model ${name} does not exist.`, { param: 'model' })
    return context.json(modelItem(model))
  })
  return app
}

/** When it was trained is not known: the field must be there, and be a time. */
const createdUnknown = 0

function modelItem({ name }: { name: string }) {
  return { id: name, object: 'model', created: createdUnknown, owned_by: 'dragon-wings' }
}

async function askedOf(context: Context<ApiEnv>, body: ImageBody, deps: RouteDeps): Promise<AskedImages> {
  const painting = await deps.painting(context.get('caller'))
  const randomSeed = () => Math.floor(Math.random() * (maxSeed + 1))
  return askedImages(body, { ...painting, randomSeed })
}

async function painted(
  context: Context<ApiEnv>,
  stream: Stream,
  body: ImageBody,
  { order, pictures: count, notes }: AskedImages,
  over: Pick<Order, 'startPicture' | 'mask' | 'strength'>,
  deps: RouteDeps,
): Promise<Response> {
  const encoding: Encoding = { format: body.output_format ?? 'png', compression: body.output_compression }
  const orders = ordersFor({ ...order, ...over }, count)
  if (notes.length > 0) context.header(notesHeader, notesInHeader(notes))
  if (body.stream === true)
    return streamedImages(context, orders, { stream, partials: body.partial_images ?? 0, encoding }, deps)
  return answerInTime(context, imagesAnswer(context, body, { orders, notes, encoding }, deps), deps)
}

async function imagesAnswer(
  context: Context<ApiEnv>,
  body: ImageBody,
  { orders, notes, encoding }: { orders: readonly Order[]; notes: readonly string[]; encoding: Encoding },
  deps: RouteDeps,
): Promise<NotedAnswer> {
  const caller = context.get('caller')
  const { jobs, pictures } = await paintOrders(orders, {
    jobs: deps.jobs,
    caller,
    signal: clientGone(context),
  })
  const [first] = pictures
  if (first === undefined) throw new ApiError(422, 'cancelled', 'The pictures were cancelled.')
  const fields = pictureFields(body)
  const origin = originOf(context.req.raw)
  const data = await Promise.all(
    pictures.map(async ({ id, png }) => ({
      ...(fields.includes('b64_json') && {
        b64_json: new InBase64(await encodedPicture(png, encoding)),
      }),
      ...(fields.includes('url') && { url: deps.pictureUrl(id, origin) }),
    })),
  )
  return {
    notes: [...notes, ...new Set(jobs.flatMap((job) => job.notes))],
    body: {
      created: Math.floor(deps.clock.now().getTime() / 1000),
      data,
      background: 'opaque',
      output_format: fields.includes('b64_json') ? encoding.format : 'png',
      size: `${first.width}x${first.height}`,
      quality: 'high',
      usage: noTokens,
    },
  }
}
