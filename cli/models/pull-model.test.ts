import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hubToken, startHubServer, type HubServer } from '#test/support/hub-server.ts'
import { pullModel } from './pull-model.ts'

/** Long enough for several reads of the network. */
const weights = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251))
const files = new Map<string, Buffer>([
  ['README.md', Buffer.from('# A model')],
  ['model_index.json', Buffer.from('{}')],
  ['scheduler/scheduler_config.json', Buffer.from('{"_class_name":"PNDMScheduler"}')],
  ['text_encoder/config.json', Buffer.from('{}')],
  ['text_encoder/model.onnx', Buffer.from('text encoder')],
  ['tokenizer/merges.txt', Buffer.from('#version: 0.2')],
  ['tokenizer/vocab.json', Buffer.from('{}')],
  ['unet/diffusion_pytorch_model.safetensors', weights],
  ['unet/model.onnx', Buffer.from('graph')],
  ['unet/weights.pb', weights],
  ['unet/model_fp16.onnx', Buffer.from('graph in float16')],
  ['unet/model_fp16.onnx_data', weights],
  ['vae_decoder/model.onnx', Buffer.from('decoder')],
  ['vae_decoder_tiny/config.json', Buffer.from('{}')],
  ['vae_decoder_tiny/model.onnx', Buffer.from('small decoder')],
])
const needed = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'text_encoder/config.json',
  'text_encoder/model.onnx',
  'tokenizer/merges.txt',
  'tokenizer/vocab.json',
  'unet/model.onnx',
  'unet/weights.pb',
  'vae_decoder/model.onnx',
  'vae_decoder_tiny/config.json',
  'vae_decoder_tiny/model.onnx',
]
const id = 'somebody/dragons'
const unetData = 'unet/weights.pb'

let hub: HubServer
let modelsDir: string

beforeAll(async () => {
  hub = await startHubServer()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.repositories = new Map([[id, { files }]])
  hub.breakAfter = new Map()
  hub.damaged = new Set()
  hub.ranges = true
  hub.served = []
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  return () => rm(modelsDir, { recursive: true })
})

async function pull(more: { source?: string; revision?: string; token?: string; name?: string } = {}) {
  const folder = await pullModel({
    source: id,
    token: undefined,
    modelsDir,
    hubUrl: hub.url,
    retries: 1,
    retryDelayMs: 1,
    ...more,
  })
  if (typeof folder !== 'string') throw new Error('That was no folder.')
  return folder
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

test('fetches the files that painting needs, and no others', async () => {
  const folder = await pull()
  expect(folder).toBe(join(modelsDir, 'dragons'))
  expect(await filesOf(folder)).toEqual(needed)
  expect(await readFile(join(folder, unetData))).toEqual(weights)
  expect(await readdir(modelsDir)).toEqual(['dragons'])
})

test('a folder can have another name, and is never written over', async () => {
  expect(await pull({ name: 'mine' })).toBe(join(modelsDir, 'mine'))
  await expect(pull({ name: 'mine' })).rejects.toThrow(/mine is there already/)
  await expect(pull({ name: '../mine' })).rejects.toThrow(/can't be called/)
})

describe('a connection that breaks', () => {
  test('is made again, and goes on where it broke', async () => {
    hub.breakAfter.set(unetData, [100_000, 50_000])
    const folder = await pull()
    expect(await readFile(join(folder, unetData))).toEqual(weights)
    const starts = hub.served.filter(({ path }) => path === unetData).map(({ from }) => from)
    // Of the last bytes before a break, as many arrived as the network felt like: never more than were sent.
    const [first = -1, second = 0, third = 0] = starts
    expect([starts.length, first]).toEqual([3, 0])
    expect(second).toBeGreaterThan(0)
    expect(second).toBeLessThanOrEqual(100_000)
    expect(third).toBeGreaterThan(second)
    expect(third).toBeLessThanOrEqual(second + 50_000)
  })

  test('and stays broken: says so; the next run goes on from there', async () => {
    hub.breakAfter.set(unetData, [100_000, 0, 0])
    await expect(pull()).rejects.toThrow(/The connection broke at \d+ kB of 300 kB of unet\/weights\.pb/)
    expect(await readdir(modelsDir)).toEqual(['.dragons.partial'])
    hub.served = []
    expect(await filesOf(await pull())).toEqual(needed)
    // What was whole is compared with its checksum, not fetched again.
    const after = needed.slice(needed.indexOf(unetData))
    expect(hub.served.map(({ path }) => path)).toEqual(after)
    expect(hub.served[0]?.from).toBeGreaterThan(0)
    expect(hub.served[0]?.from).toBeLessThanOrEqual(100_000)
  })

  test('to a server that knows no ranges begins anew', async () => {
    hub.ranges = false
    hub.breakAfter.set(unetData, [100_000])
    expect(await readFile(join(await pull(), unetData))).toEqual(weights)
  })
})

test.each([unetData, 'unet/model.onnx'])('a wrong checksum of %s leaves no model', async (path) => {
  hub.damaged.add(path)
  await expect(pull()).rejects.toThrow(`${path} arrived damaged`)
  const left = await filesOf(modelsDir)
  expect(left).not.toContain(`.dragons.partial/${path}`)
  expect(await readdir(modelsDir)).toEqual(['.dragons.partial'])
  hub.damaged.clear()
  expect(await readFile(join(await pull(), path))).toEqual(files.get(path))
})

test('a beginning that belongs to another version is thrown away', async () => {
  hub.repositories.set(id, { files: new Map([...files, [unetData, Buffer.alloc(weights.length, 1)]]) })
  hub.breakAfter.set(unetData, [100_000, 0, 0])
  await expect(pull()).rejects.toThrow(/connection broke/)
  hub.repositories.set(id, { files })
  expect(await readFile(join(await pull(), unetData))).toEqual(weights)
})

describe('what the hub refuses', () => {
  test('a gated model without a token names HF_TOKEN', async () => {
    hub.repositories.set(id, { files, access: 'token' })
    await expect(pull()).rejects.toThrow(/not open to everybody.*set HF_TOKEN/)
    expect(await pull({ token: hubToken })).toBe(join(modelsDir, 'dragons'))
  })

  test('a gated model whose terms were not accepted', async () => {
    hub.repositories.set(id, { files, access: 'nobody' })
    await expect(pull({ token: hubToken })).rejects.toThrow(/the account of HF_TOKEN: accept its terms/)
  })

  test('what does not exist', async () => {
    await expect(pull({ source: 'nobody/nothing' })).rejects.toThrow(/or does not exist: check its name/)
    await expect(pull({ source: 'nobody/nothing', token: hubToken })).rejects.toThrow(
      /There is no nobody\/nothing/,
    )
    await expect(pull({ revision: 'onnx' })).rejects.toThrow(/with a revision "onnx"/)
    await expect(pull({ source: 'dragons' })).rejects.toThrow(/written owner\/name/)
  })
})

test('a hub that is not there', async () => {
  const gone = await startHubServer()
  await gone.close()
  await expect(pullModel({ source: id, token: undefined, modelsDir, hubUrl: gone.url })).rejects.toThrow(
    /can't be reached/,
  )
})

test("a repository of torch's weights, and one of something else", async () => {
  const torch = new Map([...files].filter(([path]) => !path.endsWith('.onnx')))
  hub.repositories.set(id, { files: torch })
  await expect(pull()).rejects.toThrow(/holds torch's weights, not ONNX/)
  hub.repositories.set(id, { files: new Map([['README.md', Buffer.from('hello')]]) })
  await expect(pull()).rejects.toThrow(/no Stable Diffusion model in ONNX/)
})

test('a listing that leads out of the folder is not followed', async () => {
  hub.repositories.set(id, { files: new Map([...files, ['unet/../../evil', Buffer.from('evil')]]) })
  await pull()
  expect(await filesOf(modelsDir)).toEqual(needed.map((path) => `dragons/${path}`))
})

test('reports how far it is', async () => {
  const seen: number[] = []
  let total = 0
  await pullModel({
    source: id,
    token: undefined,
    modelsDir,
    hubUrl: hub.url,
    progress: { start: (bytes) => (total = bytes), update: (bytes) => seen.push(bytes), end: () => {} },
  })
  expect(total).toBe(needed.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0))
  expect(seen.at(-1)).toBe(total)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})
