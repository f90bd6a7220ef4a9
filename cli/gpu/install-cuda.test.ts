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
/** What is wrong with the next answers, in order: an empty list is a well server. */
let faults: ('503' | 'cut')[]
let html: boolean
let served: string[]

beforeEach(async () => {
  faults = []
  html = false
  served = []
  folder = join(await mkdtemp(join(tmpdir(), 'gpu-')), '.gpu')
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://index')
    const project = /^\/simple\/([^/]+)\/$/.exec(pathname)?.[1]
    const fault = faults.shift()
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
      return void response.end(JSON.stringify(listing))
    }
    const bytes = files.get(pathname.replace('/files/', ''))
    if (!bytes) return void response.writeHead(404).end()
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const rest = bytes.subarray(start)
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length })
    if (request.method === 'HEAD') return void response.end()
    if (fault !== 'cut') return void response.end(rest)
    response.write(rest.subarray(0, rest.length / 2), () => response.destroy())
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

test('503 and cut connections are survived, and what came is not fetched again', async () => {
  faults = ['503', '503']
  // The listings, then the files: the second one breaks off halfway.
  await install({ wheels: { ...wheels, wheels: wheels.wheels.slice(0, 1) } })
  faults = ['503']
  faults.length = 1
  faults.push('cut', 'cut')
  await install()
  expect(await readFile(join(folder, 'libours.so.13'))).toHaveLength(300_000)
  expect(served.some((line) => /GET \/files\/nvidia.* bytes=\d+-/.test(line))).toBe(true)
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
