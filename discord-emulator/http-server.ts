import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { isWebPage } from './bots-only.ts'
import { serveCdn } from './cdn.ts'
import { handleRequest } from './rest/pipeline.ts'
import type { Pipeline } from './rest/pipeline.ts'

/** REST under `/api`, files under `/cdn`; the gateway's sockets are added to the same server. */
export function createHttpServer(pipeline: Pipeline): Server {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.all('/api/*', async (context) => {
    const outcome = await handleRequest(pipeline, context.req.raw)
    if ('silence' in outcome) return await silence(context.env, outcome.silence)
    const { status, body, headers } = outcome
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: {
        ...headers,
        via: '1.1 discord-emulator',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    })
  })
  serveCdn(app, pipeline.state)
  app.onError((error, context) => {
    // A mistake of the emulator's own: its text goes to whoever runs the test.
    return context.json(
      { message: `The emulated Discord failed: ${error.stack ?? error.message}`, code: 0 },
      500,
    )
  })
  const listen = getRequestListener((request, env) => app.fetch(request, env))
  return createServer((incoming, outgoing) => {
    if (isWebPage(incoming))
      outgoing.writeHead(403).end('The emulated Discord answers to bots, not to web pages.')
    else void listen(incoming, outgoing)
  })
}

/** No answer: the connection is cut, or kept open until its client gives up. */
async function silence(env: HttpBindings, kind: 'cut' | 'hang'): Promise<Response> {
  const { socket } = env.incoming
  if (kind === 'cut') socket.resetAndDestroy()
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return new Response(null, { status: 499 })
}
