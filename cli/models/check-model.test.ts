import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#diffusion/session/session.ts'
import { Graph } from '#test/support/onnx/edit-graph.ts'
import { checkModel } from './check-model.ts'
import { reportModel } from './model-report.ts'
import { checkedModelText, modelLine } from './model-text.ts'

const fixture = 'test/fixtures/diffusers/model'
let model: string

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'model-'))
  model = join(folder, 'tiny')
  await cp(fixture, model, { recursive: true })
  return () => rm(folder, { recursive: true })
})

test('a whole model: what it is, and that every part opens', async () => {
  const checked = await checkModel(model, 'cpu', openSession)
  expect(checked).toMatchObject({
    problems: [],
    precision: 'fp32',
    size: { own: 128, multiple: 16 },
    hash: expect.stringMatching(/^[0-9a-f]{10}$/),
  })
  expect(checked.opened.map(({ name }) => name)).toEqual([
    'text_encoder',
    'unet',
    'vae_decoder',
    'vae_encoder',
  ])
  expect(checked.opened[1]?.inputs).toContain('timestep float32 [batch_size]')
  const text = checkedModelText(checked)
  expect(text).toContain('It can be painted with.')
  expect(text).toContain('It has no safety_checker/')
})

test('a small decoder is a part of its own, and one that is none is named', async () => {
  await cp('test/fixtures/tiny-decoder/vae_decoder_tiny', join(model, 'vae_decoder_tiny'), {
    recursive: true,
  })
  const checked = await checkModel(model, 'cpu', openSession)
  expect(checked.problems).toEqual([])
  expect(checked.opened.find(({ name }) => name === 'vae_decoder_tiny')?.inputs).toEqual([
    'latent_sample float32 [batch, 4, latent_height, latent_width]',
  ])
  expect(modelLine(checked, false)).toContain('images, small decoder')
  await cp(join(model, 'unet', 'model.onnx'), join(model, 'vae_decoder_tiny', 'model.onnx'))
  const { problems } = await checkModel(model, 'cpu', openSession)
  expect(problems).toEqual([expect.stringContaining('vae_decoder_tiny/ is not a VAE decoder')])
})

test('one line of the list', async () => {
  expect(modelLine(await reportModel(model), true)).toMatch(
    /^\* tiny {2}fp32 {2}128x128 {2}multiples of 16 px {2}images {2}8\.6 MB$/,
  )
})

/** The UNet's weights in a file beside its graph. */
async function moveWeightsOut(): Promise<string> {
  const file = join(model, 'unet', 'model.onnx')
  const { graph, data } = Graph.read(await readFile(file)).withExternalData('model.onnx_data')
  await writeFile(file, graph.write())
  await writeFile(`${file}_data`, data)
  return `${file}_data`
}

test('a snapshot in the hub’s cache, which is all links, is as large as what they lead to, and whole', async () => {
  await moveWeightsOut()
  const plain = await reportModel(model)
  const blobs = join(dirname(model), 'blobs')
  await mkdir(blobs)
  for (const name of await readdir(model, { recursive: true })) {
    const file = join(model, name)
    const blob = join(blobs, name.replaceAll(/[/\\\\]/g, '-'))
    // Folders stay; their files move.
    if ((await readdir(file).catch(() => undefined)) !== undefined) continue
    await rename(file, blob)
    await symlink(relative(dirname(file), blob), file)
  }
  const linked = await checkModel(model, 'cpu', openSession)
  expect(linked.problems).toEqual([])
  expect(linked.bytes).toBe(plain.bytes)
  expect(linked.parts.map(({ bytes }) => bytes)).toEqual(plain.parts.map(({ bytes }) => bytes))
})

async function problemsOf(): Promise<string[]> {
  return (await checkModel(model, 'cpu', openSession)).problems
}

describe('what is wrong is said in a sentence', () => {
  test.each(['text_encoder', 'unet', 'vae_decoder'])('no %s', async (part) => {
    await rm(join(model, part), { recursive: true })
    expect(await problemsOf()).toEqual([expect.stringContaining(`no ${part}/model.onnx`)])
  })

  test('weights that are a link out of the folder', async () => {
    const weights = await moveWeightsOut()
    const elsewhere = join(dirname(model), 'weights')
    await rename(weights, elsewhere)
    await symlink(elsewhere, weights)
    const sentence = expect.stringMatching(/is a link that leads out of the model's folder.*the file itself/)
    expect(await problemsOf()).toContainEqual(sentence)
    await expect(
      openSession(join(model, 'unet', 'model.onnx'), { device: { provider: 'cpu', index: 0 } }),
    ).rejects.toThrow(/are a link that leads out of the model's folder/)
  })

  test('a graph that is cut off', async () => {
    await truncate(join(model, 'unet', 'model.onnx'), 1_000_000)
    expect(await problemsOf()).toEqual([expect.stringMatching(/unet\/model\.onnx is damaged or cut off/)])
  })

  test('a text in place of a graph', async () => {
    await writeFile(join(model, 'vae_decoder', 'model.onnx'), 'version https://git-lfs.github.com/spec/v1')
    expect(await problemsOf()).toEqual([expect.stringContaining('vae_decoder/model.onnx is damaged')])
  })

  test('one part in place of another', async () => {
    await cp(join(model, 'vae_decoder', 'model.onnx'), join(model, 'unet', 'model.onnx'))
    expect(await problemsOf()).toEqual([expect.stringContaining('not a UNet')])
  })

  test('no vocabulary', async () => {
    await rm(join(model, 'tokenizer', 'vocab.json'))
    expect(await problemsOf()).toHaveLength(1)
  })

  test("torch's weights", async () => {
    await rm(join(model, 'unet', 'model.onnx'))
    await writeFile(join(model, 'unet', 'diffusion_pytorch_model.safetensors'), '')
    expect(await problemsOf()).toEqual([expect.stringContaining('uv run models/export_onnx.py')])
  })

  test('weights beside the graph that are missing or cut off', async () => {
    const graph = graphWithExternalWeights('weights.pb', 4000)
    await writeFile(join(model, 'vae_encoder', 'model.onnx'), graph)
    expect(await problemsOf()).toEqual([
      expect.stringMatching(/weights\.pb, which holds the weights of model\.onnx, is missing/),
    ])
    await writeFile(join(model, 'vae_encoder', 'weights.pb'), Buffer.alloc(10))
    expect(await problemsOf()).toEqual([
      expect.stringMatching(/weights\.pb is cut off: it has 10 of 4000 bytes/),
    ])
  })
})

test('an optional part that is missing is a note', async () => {
  await rm(join(model, 'vae_encoder'), { recursive: true })
  const { problems, notes } = await checkModel(model, 'cpu', openSession)
  expect(problems).toEqual([])
  expect(notes[0]).toContain('can’t start from an image')
})

test('a device that is not there is no fault of the model', async () => {
  await expect(checkModel(model, 'abacus', openSession)).rejects.toThrow(/is no device/)
})

/** ModelProto { graph { initializer { dims: 1000, data_type: FLOAT, external_data … } } }, written by hand. */
function graphWithExternalWeights(location: string, length: number): Buffer {
  const bytes = (field: number, content: Buffer) =>
    Buffer.concat([varint(field * 8 + 2), varint(content.length), content])
  const pair = (key: string, value: string) =>
    Buffer.concat([bytes(1, Buffer.from(key)), bytes(2, Buffer.from(value))])
  const tensor = Buffer.concat([
    Buffer.from([0x08]),
    varint(length / 4),
    Buffer.from([0x10, 1]),
    bytes(13, pair('location', location)),
    bytes(13, pair('length', String(length))),
  ])
  return bytes(7, bytes(5, tensor))
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}
