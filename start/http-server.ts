import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { once } from 'node:events'
import { PersonError } from '#core/errors.ts'

/** A request that is not there by then comes too slowly: it is answered 408, and its connection closed. */
const requestTimeoutMs = 60_000
const headersTimeoutMs = 20_000
/**
 * Longer than proxies and clients keep an idle connection (nginx 60 s, aiohttp 15 s): who hangs up first sends nothing into a connection
 * that is being closed. Node's own 5 seconds lose a POST now and then, which no client sends again by itself.
 */
const idleTimeoutMs = 75_000
/** Node looks for such requests this often; by itself twice a minute. */
const lookForSlowEveryMs = 5000

export interface HttpServer {
  /** `http://host:port`, as a browser on this machine would type it. */
  readonly url: string
  close(): Promise<void>
}

/** @throws {PersonError} `port_taken`, `http_address` */
export async function startHttpServer(
  app: { fetch: Hono['fetch'] },
  address: { host: string; port: number },
  {
    requestMs = requestTimeoutMs,
    headersMs = headersTimeoutMs,
    lookEveryMs = lookForSlowEveryMs,
  }: { requestMs?: number; headersMs?: number; lookEveryMs?: number } = {},
): Promise<HttpServer> {
  const server = serve({
    fetch: app.fetch,
    hostname: address.host,
    port: address.port,
    serverOptions: {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      connectionsCheckingInterval: lookEveryMs,
      keepAliveTimeout: idleTimeoutMs,
    },
  })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw addressError(error, address)
  }
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port
  return {
    url: `http://${browserHost(address.host)}:${port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      // Streams that a page keeps open would hold it up for ever.
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

function addressError(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} on ${host} is taken: set HTTP_PORT to another one (0 takes any free one), or stop what listens there.`
    return new PersonError('port_taken', message, { cause: error })
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    const message = `HTTP_HOST ${host} with HTTP_PORT ${port} is no address this machine can listen on (${code}): correct them.`
    return new PersonError('http_address', message, { cause: error })
  }
  return error
}

/** `0.0.0.0` means every address; one of them is this machine's own. */
function browserHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
