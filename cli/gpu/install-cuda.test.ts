import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installCuda, type InstallOptions } from './install-cuda.ts'
import { readWheels, type Wheels } from './wheels.ts'

const provider = zipSync({
  'onnxruntime/capi/libonnxruntime_providers_cuda.so': strToU8('cuda'),
  'onnxruntime/capi/libonnxruntime_providers_shared.so': strToU8('shared'),
  'onnxruntime/capi/libonnxruntime.so.1.30.0': strToU8('not wanted'),
  'onnxruntime/__init__.py': strToU8('not wanted'),
})
const blas = zipSync({ 'nvidia/cu13/lib/libours.so.13': new Uint8Array(300_000).fill(7) }, { level: 0 })
const files = new Map([
  ['onnxruntime_gpu-1-py3-none-any.whl', provider],
  ['nvidia_ours-13-py3-none-any.whl', blas],
])
const blasPath = '/files/nvidia_ours-13-py3-none-any.whl'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const wheels: Wheels = {
  onnxruntime: '1.2.3',
  wheels: [
    {
      project: 'onnxruntime-gpu',
      version: '1',
      file: 'onnxruntime_gpu-1-py3-none-any.whl',
      sha256: sha256(provider),
      libraries: ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'],
    },
    {
      project: 'nvidia-ours',
      version: '13',
      file: 'nvidia_ours-13-py3-none-any.whl',
      sha256: sha256(blas),
      libraries: ['libours.so.13'],
    },
  ],
}

let server: Server
let indexUrl: string
let folder: string
/** What is wrong with the next answers to a path, in order; then it is well. `cut`: half of what is left, and a closed connection. */
let faults: Map<string, ('503' | 'cut' | 'half' | 'whole')[]>
/** Bytes of files that were sent. */
let sentBytes: number
let html: boolean
let served: string[]

beforeEach(async () => {
  faults = new Map()
  sentBytes = 0
  html = false
  served = []
  folder = join(await mkdtemp(join(tmpdir(), 'gpu-')), '.gpu')
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://index')
    const project = /^\/simple\/([^/]+)\/$/.exec(pathname)?.[1]
    const fault = faults.get(pathname)?.shift()
    served.push(`${request.method} ${pathname} ${request.headers.range ?? ''}`.trim())
    if (fault === '503') return void response.writeHead(503).end('busy')
    if (project !== undefined) {
      const file = wheels.wheels.find((wheel) => wheel.project === project)?.file
      if (file === undefined) return void response.writeHead(404).end()
      if (html) {
        const page = `<!DOCTYPE html><html><body><a href="../../files/${file}#sha256=0">${file}</a></body></html>`
        return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
      }
      const listing = {
        meta: { 'api-version': '1.1' },
        name: project,
        files: [{ filename: file, url: `/files/${file}`, hashes: {}, size: files.get(file)?.length }],
      }
      response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' })
      const text = JSON.stringify(listing)
      // A proxy that gave up: an answer of its own length.
      return void response.end(fault === 'half' ? text.slice(0, text.length / 2) : text)
    }
    const bytes = files.get(pathname.replace('/files/', ''))
    if (!bytes) return void response.writeHead(404).end()
    const asked = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const start = fault === 'whole' ? 0 : asked
    const rest = bytes.subarray(start)
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length })
    if (request.method === 'HEAD') return void response.end()
    const part = fault === 'cut' ? rest.subarray(0, rest.length / 2) : rest
    sentBytes += part.length
    if (fault !== 'cut') return void response.end(part)
    response.write(part, () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  indexUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/simple`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(join(folder, '..'), { recursive: true })
})

const install = (options: Partial<InstallOptions> = {}) =>
  installCuda({ wheels, runtime: '1.2.3', indexUrl, folder, env: {}, retryDelayMs: 1, ...options })

test.each([false, true])(
  'the libraries of all wheels lie in one folder, and nothing else (a page: %s)',
  async (page) => {
    html = page
    const seen: number[] = []
    const progress = {
      start: (total: number) => seen.push(total),
      update: (bytes: number) => seen.push(bytes),
      end: () => {},
    }
    expect(await install({ progress })).toEqual(['onnxruntime-gpu', 'nvidia-ours'])
    expect((await readdir(folder)).sort()).toEqual([
      'libonnxruntime_providers_cuda.so',
      'libonnxruntime_providers_shared.so',
      'libours.so.13',
    ])
    expect(await readFile(join(folder, 'libonnxruntime_providers_cuda.so'), 'utf8')).toBe('cuda')
    expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
    expect(seen[0]).toBe(provider.length + blas.length)
    expect(seen.at(-1)).toBe(seen[0])
    expect(await install()).toEqual([])
  },
)

test('503 and cut connections are survived, and each try goes on where the last one ended', async () => {
  faults.set('/simple/nvidia-ours/', ['503', '503'])
  faults.set(blasPath, ['503', 'cut', '503', 'cut', '503', 'cut'])
  await install()
  expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
  const asked = served.filter((line) => line.startsWith(`GET ${blasPath}`))
  expect(asked).toHaveLength(7)
  const starts = asked.map((line) => Number(/bytes=(\d+)-$/.exec(line)?.[1] ?? 0))
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  expect(new Set(starts).size).toBeGreaterThan(2)
  // What was on its way when a connection broke may be lost; from the beginning each time it would be 2.5 times the file.
  expect(sentBytes).toBeLessThan(provider.length + 2 * blas.length)
})

test('a server that sends the whole file where the rest was asked for is understood', async () => {
  faults.set(blasPath, ['cut', 'whole'])
  await install()
  expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
})

test('a file whose beginning is another one’s is fetched anew', async () => {
  const file = join(folder, 'partial', 'nvidia_ours-13-py3-none-any.whl')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, new Uint8Array(1000).fill(9))
  await install()
  expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
})

test('a list that comes in half is asked for again', async () => {
  faults.set('/simple/nvidia-ours/', ['half', 'half'])
  expect(await install()).toEqual(['onnxruntime-gpu', 'nvidia-ours'])
})

test('a list that only ever comes in half is said in a sentence', async () => {
  faults.set('/simple/onnxruntime-gpu/', ['half', 'half'])
  await expect(install({ retries: 1 })).rejects.toMatchObject({
    name: 'PersonError',
    message: expect.stringMatching(/its answer is cut off/),
  })
})

test('a server that is away for good is given up, and the next try goes on from there', async () => {
  faults.set(blasPath, ['cut', '503', '503', '503'])
  await expect(install({ retries: 2 })).rejects.toMatchObject({ name: 'PersonError' })
  const before = sentBytes
  await install()
  expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
  expect(sentBytes - before).toBeLessThan(blas.length)
})

test('an interrupted installation goes on where it stopped', async () => {
  const file = join(folder, 'partial', 'nvidia_ours-13-py3-none-any.whl')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, blas.subarray(0, 1000))
  await install()
  expect(served).toContain('GET /files/nvidia_ours-13-py3-none-any.whl bytes=1000-')
})

test('what another machine has changed is not installed', async () => {
  const [first, second] = wheels.wheels
  if (!first || !second) throw new Error('There are two.')
  const other = { ...wheels, wheels: [first, { ...second, sha256: sha256(provider) }] }
  await expect(install({ wheels: other })).rejects.toThrow(/arrived damaged/)
  expect(await readdir(folder)).not.toContain('libours.so.13')
})

test('a library that the machine has is not fetched', async () => {
  const system = join(folder, '../system')
  await mkdir(system)
  await writeFile(join(system, 'libours.so.13'), '')
  expect(await install({ env: { LD_LIBRARY_PATH: system } })).toEqual(['onnxruntime-gpu'])
})

test.each([
  ['an index without the wheel', { indexUrl: '' }, /has no|404/],
  ['another onnxruntime', { runtime: '9.9.9' }, /9\.9\.9 is installed: run "npm ci"/],
])('%s is said in a sentence', async (_, options, sentence) => {
  const at = 'indexUrl' in options ? { indexUrl: indexUrl.replace('simple', 'other') } : options
  await expect(install(at)).rejects.toMatchObject({
    name: 'PersonError',
    message: expect.stringMatching(sentence),
  })
})

test('the list that ships fits the onnxruntime that is installed', async () => {
  const manifest: unknown = JSON.parse(await readFile('node_modules/onnxruntime-node/package.json', 'utf8'))
  expect(manifest).toMatchObject({ version: readWheels().onnxruntime })
})
