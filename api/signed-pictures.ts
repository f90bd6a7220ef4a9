import { createHmac, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { notFound } from '#api/contract/api-error.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import type { Clock } from '#core/clock.ts'
import { findApiImage } from '#db/api-jobs.ts'
import type { Db } from '#db/connect.ts'
import type { PictureStore } from '#store/picture-store.ts'

const validForMs = 60 * 60 * 1000

export interface SignedPictures {
  /** An address that shows a picture to whoever has it, for an hour. */
  url(pictureId: string, origin: string): string
  routes: Hono<ApiEnv>
}

/** Pictures for clients that fetch an address without a key, as those of OpenAI's shape do. `secret`: known to every process of ours. */
export function signedPictures({
  db,
  store,
  clock,
  secret,
}: {
  db: Db
  store: PictureStore
  clock: Clock
  secret: string
}): SignedPictures {
  const sign = (id: string, expires: string) =>
    createHmac('sha256', secret).update(`picture ${id} ${expires}`).digest()
  const routes = new Hono<ApiEnv>()
  routes.get('/api/images/:file', async (context, next) => {
    const { expires, signature } = context.req.query()
    if (expires === undefined || signature === undefined) return next()
    const id = context.req.param('file').replace(/\.png$/, '')
    const given = Buffer.from(signature, 'base64url')
    const right = sign(id, expires)
    const valid = given.length === right.length && timingSafeEqual(given, right)
    if (!valid || !(Number(expires) > clock.now().getTime())) throw notFound('picture')
    const image = await findApiImage(db, { id })
    const png = image && (await store.get(image.id))
    if (png === undefined) throw notFound('picture')
    return context.body(new Uint8Array(png), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
    })
  })
  return {
    routes,
    url(id, origin) {
      const expires = String(clock.now().getTime() + validForMs)
      const signature = sign(id, expires).toString('base64url')
      return `${origin}/api/images/${id}.png?expires=${expires}&signature=${signature}`
    },
  }
}
