import type { Env, Hono } from 'hono'
import { cdnLinkHolds, cdnPath } from './world/cdn-link.ts'
import type { State } from './world/state.ts'

/** Serves the files of messages: https://discord.com/developers/docs/reference#signed-attachment-cdn-urls */
export function serveCdn<E extends Env>(app: Hono<E>, state: State): void {
  app.get('/cdn/:folder/:channel/:file/:name', (context) => {
    const file = state.files.get(context.req.param('file'))
    const { pathname, searchParams } = new URL(context.req.url)
    if (
      !file ||
      decodeURIComponent(pathname) !== cdnPath(file) ||
      !cdnLinkHolds(cdnPath(file), searchParams, state.clock.now())
    )
      return context.text('This content is no longer available.', 404)
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.contentType ?? 'application/octet-stream',
      'content-disposition': `attachment; filename="${file.filename}"`,
    })
  })
}
