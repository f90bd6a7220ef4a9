import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A repository as its server has it: path → content. Files longer than `lfsFrom` are LFS, served from another place. */
export interface HubRepository {
  files: Map<string, Buffer>
  /** Who may read it; everybody by default. */
  access?: 'token' | 'nobody'
}

export interface HubServer {
  url: string
  /** By `owner/name`. */
  repositories: Map<string, HubRepository>
  /** Paths whose next answers end after that many bytes, as a connection that breaks. */
  breakAfter: Map<string, number[]>
  /** Paths whose content arrives changed. */
  damaged: Set<string>
  /** Whether `Range` is honoured. */
  ranges: boolean
  /** Paths that are answered with 503 that many times more. */
  unavailable: Map<string, number>
  /** How many bytes of content were sent. */
  sentBytes: number
  /** Every request for a file's content: its path and the byte it began at. */
  served: { path: string; from: number }[]
  close(): Promise<void>
}

export const hubToken = 'hf_of_somebody'
const lfsFrom = 1000
const filesAPage = 4

/**
 * Answers as the hub does: the tree API with pages, `resolve` with a redirect to another address for LFS files, ranges, gated
 * and missing repositories (hub API documentation; file_download.py of huggingface_hub for the headers).
 */
export async function startHubServer(): Promise<HubServer> {
  const server = createServer((request, response) => answer(hub, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The address of a TCP server is no string.
  const { port } = server.address() as AddressInfo
  const hub: HubServer = {
    url: `http://127.0.0.1:${port}`,
    repositories: new Map(),
    breakAfter: new Map(),
    damaged: new Set(),
    ranges: true,
    unavailable: new Map(),
    sentBytes: 0,
    served: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return hub
}

function answer(hub: HubServer, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', hub.url)
  const tree = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/([^/]+)$/.exec(url.pathname)
  const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname)
  const stored = /^\/cdn\/([^/]+\/[^/]+)\/(.+)$/.exec(url.pathname)
  const [, id = '', second = '', path = ''] = tree ?? file ?? stored ?? []
  const repository = hub.repositories.get(id)
  const token = request.headers.authorization?.replace('Bearer ', '')
  if (!repository) return fail(response, token ? 404 : 401, 'RepoNotFound', 'Repository not found')
  if (stored) return send(hub, request, response, second, repository.files.get(second))
  if (second !== 'main') return fail(response, 404, 'RevisionNotFound', 'Invalid rev id')
  if (tree) return list(hub, response, repository, url)
  // The listing of a gated repository is open, its files are not.
  if (repository.access === 'nobody') return fail(response, 403, 'GatedRepo', 'You are not in the list')
  if (repository.access === 'token' && token !== hubToken) {
    return fail(response, 401, 'GatedRepo', 'Access to this model is restricted')
  }
  const content = repository.files.get(decodeURIComponent(path))
  if (!content || content.length < lfsFrom)
    return send(hub, request, response, decodeURIComponent(path), content)
  response.writeHead(302, { location: `${hub.url}/cdn/${id}/${decodeURIComponent(path)}` }).end()
}

function list(hub: HubServer, response: ServerResponse, { files }: HubRepository, url: URL): void {
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const entries = [...files].slice(from, from + filesAPage).map(([path, content]) => {
    const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
    const sha256 = createHash('sha256').update(content).digest('hex')
    const lfs = { oid: sha256, size: content.length, pointerSize: 134 }
    return {
      type: 'file',
      path,
      size: content.length,
      oid: blob,
      ...(content.length >= lfsFrom && { lfs }),
    }
  })
  const next = new URL(url)
  next.searchParams.set('cursor', String(from + filesAPage))
  const more = from + filesAPage < files.size
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(more && { link: `<${hub.url}${next.pathname}${next.search}>; rel="next"` }),
  })
  response.end(JSON.stringify([{ type: 'directory', path: 'unet', size: 0, oid: '0' }, ...entries]))
}

function send(
  hub: HubServer,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  content: Buffer | undefined,
): void {
  if (!content) return fail(response, 404, 'EntryNotFound', 'Entry not found')
  const unavailable = hub.unavailable.get(path) ?? 0
  if (unavailable > 0) {
    hub.unavailable.set(path, unavailable - 1)
    return fail(response, 503, 'Unavailable', 'Try again')
  }
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`
  const sameVersion = (request.headers['if-range'] ?? etag) === etag
  const range = hub.ranges && sameVersion ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') : null
  const from = Number(range?.[1] ?? 0)
  const last = range?.[2] ? Math.min(Number(range[2]), content.length - 1) : content.length - 1
  hub.served.push({ path, from })
  const body = Buffer.from(content.subarray(from, last + 1))
  if (hub.damaged.has(path)) body.fill(0)
  response.writeHead(range ? 206 : 200, {
    'content-length': body.length,
    etag,
    ...(range && { 'content-range': `bytes ${from}-${last}/${content.length}` }),
  })
  const cut = hub.breakAfter.get(path)?.shift()
  hub.sentBytes += Math.min(cut ?? body.length, body.length)
  if (cut === undefined) return void response.end(body)
  response.write(body.subarray(0, cut), () => response.destroy())
}

function fail(response: ServerResponse, status: number, code: string, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-error-code': code })
  response.end(JSON.stringify({ error }))
}
