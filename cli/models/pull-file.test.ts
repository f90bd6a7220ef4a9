import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { encodeSafetensors, float32, type TensorBytes } from '#test/support/encode-safetensors.ts'
import { hubToken, startHubServer, type HubServer } from '#test/support/hub-server.ts'
import type { PulledFile } from './pull-file.ts'
import { pullModel, type PullOptions } from './pull-model.ts'

const id = 'somebody/dragons'
let hub: HubServer
let checkpoint: Buffer
let vae: Buffer
let modelsDir: string

beforeAll(async () => {
  hub = await startHubServer()
  checkpoint = await assembled('checkpoints/f16.safetensors')
  vae = await assembled('vae/other.safetensors')
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.repositories.clear()
  hub.breakAfter.clear()
  hub.unavailable.clear()
  hub.damaged.clear()
  hub.ranges = true
  hub.served = []
  hub.sentBytes = 0
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  return () => rm(modelsDir, { recursive: true })
})

const lora = Buffer.from(
  encodeSafetensors({
    'lora_unet_mid_block_attentions_0_proj_in.lora_down.weight': float32([1, 2], [1, 2]),
    'lora_unet_mid_block_attentions_0_proj_in.lora_up.weight': float32([2, 1], [1, 2]),
  }),
)
/** A file of a kind, long enough that its end is not sent with its header. */
const large = (tensors: Record<string, TensorBytes>) =>
  Buffer.from(
    encodeSafetensors({
      ...tensors,
      padding: { dtype: 'U8', shape: [3_000_000], bytes: new Uint8Array(3e6) },
    }),
  )

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Comparing megabytes one by one takes minutes. */
const hashOf = async (path: string) => sha256(await readFile(path))
/** An address that is none of the hub's. */
const address = (path: string) => `${hub.url}/cdn/${id}/${path}`

function repository(files: Record<string, Buffer>, access?: 'token') {
  hub.repositories.set(id, { files: new Map(Object.entries(files)), ...(access && { access }) })
}

async function pull(more: Partial<PullOptions> = {}): Promise<PulledFile> {
  const pulled = await pullModel({
    source: id,
    token: undefined,
    modelsDir,
    hubUrl: hub.url,
    retries: 2,
    retryDelayMs: 1,
    ...more,
  })
  if (typeof pulled === 'string') throw new Error(`${pulled} is a folder.`)
  return pulled
}

async function everything(): Promise<string[]> {
  const entries = await readdir(modelsDir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(modelsDir.length + 1))
}

describe('goes where its header says it belongs', () => {
  test.each<[string, () => Buffer, string]>([
    ['dreamer.safetensors', () => checkpoint, 'dreamer.safetensors'],
    ['ink.safetensors', () => lora, join('loras', 'ink.safetensors')],
    ['soft.safetensors', () => vae, join('vae', 'soft.safetensors')],
    [
      'misty.safetensors',
      () => Buffer.from(encodeSafetensors({ emb_params: float32([1, 4], [1, 2, 3, 4]) })),
      join('embeddings', 'misty.safetensors'),
    ],
    // What trainers call every file is no name.
    ['pytorch_lora_weights.safetensors', () => lora, join('loras', 'dragons.safetensors')],
  ])('%s of the hub', async (path, content, place) => {
    repository({ 'README.md': Buffer.from('# A model'), [path]: content() })
    const pulled = await pull()
    expect(pulled).toMatchObject({ path: join(modelsDir, place), sha256: sha256(content()) })
    expect(await everything()).toEqual([place])
    expect(await hashOf(pulled.path)).toBe(sha256(content()))
  })

  test('an address, with the checksum that its page names', async () => {
    repository({ 'models/42': lora })
    const pulled = await pull({
      source: `${address('models/42')}?token=secret`,
      name: 'ink',
      sha256: sha256(lora),
    })
    expect(pulled.path).toBe(join(modelsDir, 'loras', 'ink.safetensors'))
    repository({ 'fox.safetensors': checkpoint })
    expect((await pull({ source: address('fox.safetensors') })).path).toBe(join(modelsDir, 'fox.safetensors'))
  })

  test("a page of the hub is the hub's file, checksum and token included", async () => {
    repository({ 'ink.safetensors': lora, 'other.safetensors': lora }, 'token')
    const page = `${hub.url}/${id}/blob/main/ink.safetensors`
    await expect(pull({ source: page })).rejects.toThrow(/set HF_TOKEN/)
    expect((await pull({ source: page, token: hubToken })).name).toBe('ink')
  })
})

describe('a connection that is bad', () => {
  test('breaks within the header, is refused for a while, breaks on the way: the file is whole', async () => {
    repository({ 'fox.safetensors': checkpoint })
    hub.unavailable.set('fox.safetensors', 1)
    hub.breakAfter.set('fox.safetensors', [100, Infinity, 5_000_000, 4_000_000])
    const pulled = await pull()
    expect(await hashOf(pulled.path)).toBe(sha256(checkpoint))
    expect(hub.served.length).toBeGreaterThanOrEqual(4)
  })

  test('stays away: one sentence, and the next run goes on', async () => {
    repository({ 'fox.safetensors': checkpoint })
    hub.breakAfter.set('fox.safetensors', [Infinity, 9_000_000, 0, 0, 0])
    await expect(pull({ source: address('fox.safetensors') })).rejects.toThrow(
      /^The connection broke at \S+ MB of \S+ MB of fox\.safetensors: run the command again, it goes on from there\.$/,
    )
    hub.served = []
    const pulled = await pull({ source: address('fox.safetensors') })
    expect(hub.served.at(-1)?.from).toBeGreaterThan(1_000_000)
    expect(await hashOf(pulled.path)).toBe(sha256(checkpoint))
    expect(await everything()).toEqual(['fox.safetensors'])
    hub.unavailable.set('fox.safetensors', 9)
    await expect(pull({ source: address('fox.safetensors'), name: 'again' })).rejects.toThrow(
      /^fox\.safetensors can't be fetched: its server answers 503\. Try again later\.$/,
    )
  })

  test('to a server without ranges begins anew', async () => {
    hub.ranges = false
    repository({ 'fox.safetensors': checkpoint })
    hub.breakAfter.set('fox.safetensors', [Infinity, 5_000_000])
    expect(await hashOf((await pull()).path)).toBe(sha256(checkpoint))
  })

  test('a beginning of another version is never gone on with', async () => {
    const later = Buffer.from(checkpoint)
    later.fill(7, checkpoint.length - 8_000_000)
    repository({ 'fox.safetensors': checkpoint })
    hub.breakAfter.set('fox.safetensors', [Infinity, 9_000_000, 0, 0, 0])
    await expect(pull({ source: address('fox.safetensors') })).rejects.toThrow(/connection broke/)
    repository({ 'fox.safetensors': later })
    const pulled = await pull({ source: address('fox.safetensors') })
    expect(await hashOf(pulled.path)).toBe(sha256(later))
    expect(await everything()).toEqual(['fox.safetensors'])
  })
})

describe('is refused after its header, in one sentence, and nothing is left', () => {
  test.each<[string, () => Buffer, RegExp]>([
    [
      'an SDXL checkpoint',
      () =>
        large({
          'conditioner.embedders.0.transformer.text_model.final_layer_norm.bias': float32([1], [1]),
          'model.diffusion_model.input_blocks.0.0.weight': float32([1], [1]),
        }),
      /^x\.safetensors is a checkpoint of SDXL: .* Nothing was downloaded\.$/,
    ],
    [
      'an SDXL LoRA',
      () => large({ 'lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight': float32([1], [1]) }),
      /^x\.safetensors is a LoRA for SDXL, .* Nothing was downloaded\.$/,
    ],
    [
      'a UNet alone',
      () => large({ 'down_blocks.0.attentions.0.norm.bias': float32([1], [1]) }),
      /a UNet alone/,
    ],
    ['a ControlNet', () => large({ 'control_model.out.bias': float32([1], [1]) }), /is a ControlNet/],
    ['a pickle', () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(3e6)]), /is a pickle/],
    [
      'a web page',
      () => Buffer.concat([Buffer.from('<!doctype html><p>'), Buffer.alloc(3e6, ' ')]),
      /is a web page/,
    ],
    ['an unknown file', () => large({ x: float32([1], [1]) }), /is no checkpoint of Stable Diffusion 1\.x/],
  ])('%s', async (_, content, sentence) => {
    repository({ 'x.safetensors': content() })
    await expect(pull()).rejects.toThrow(sentence)
    await expect(pull({ source: address('x.safetensors') })).rejects.toThrow(sentence)
    expect(await everything()).toEqual([])
    expect(hub.sentBytes).toBeLessThan(1_000_000)
  })

  test('a checkpoint that lacks a tensor', async () => {
    repository({ 'x.safetensors': await assembled('checkpoints/bad-unet-only.safetensors') })
    await expect(pull()).rejects.toThrow(/^x\.safetensors has no text encoder .* Nothing was downloaded\.$/)
    repository({ 'x.safetensors': checkpoint.subarray(0, checkpoint.length - 5) })
    await expect(pull()).rejects.toThrow(/^x\.safetensors is 5 bytes shorter than its header says/)
  })
})

test('what arrives damaged is thrown away', async () => {
  repository({ 'ink.safetensors': lora })
  await expect(pull({ source: address('ink.safetensors'), sha256: sha256(checkpoint) })).rejects.toThrow(
    /^ink\.safetensors arrived damaged \(its checksum is not what --sha256 says\)/,
  )
  repository({ 'fox.safetensors': checkpoint })
  await expect(pull({ sha256: sha256(lora) })).rejects.toThrow(/is not that file: its SHA-256 is/)
  expect(await everything()).toEqual([])
})

test('what is asked for wrongly', async () => {
  repository({ 'a.safetensors': lora, 'b.safetensors': lora })
  await expect(pull()).rejects.toThrow(
    /holds 2 files: name one with --file, such as a\.safetensors \(1 kB\), b\./,
  )
  await expect(pull({ file: 'c.safetensors' })).rejects.toThrow(/has no file c\.safetensors/)
  expect((await pull({ file: 'b.safetensors' })).name).toBe('b')
  await expect(pull({ file: 'b.safetensors' })).rejects.toThrow(/is there already/)
  await expect(pull({ sha256: 'abc' })).rejects.toThrow(/64 hex digits/)
  await expect(pull({ source: 'ftp://example.org/x.safetensors' })).rejects.toThrow(/written owner\/name/)
  await expect(pull({ source: address('gone.safetensors') })).rejects.toThrow(
    /has no gone\.safetensors any more/,
  )
})
