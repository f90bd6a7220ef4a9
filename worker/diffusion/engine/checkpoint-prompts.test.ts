import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { encodeSafetensors, float32, type TensorBytes } from '#test/support/encode-safetensors.ts'
import type { PaintRequest, Picture } from '#diffusion/contract.ts'
import { readSafetensors, readTensors } from '#diffusion/safetensors/safetensors-file.ts'
import { loadTokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { createEngine } from './engine.ts'

const text = 'cond_stage_model.transformer.text_model.'
const rank = 2
const weight = 0.8
const textWeight = 0.5
/** Layers by a LoRA's name and by the checkpoint's. */
const layers = [
  ['lora_te_text_model_encoder_layers_0_self_attn_q_proj', `${text}encoder.layers.0.self_attn.q_proj.weight`],
  ['lora_te_text_model_encoder_layers_3_mlp_fc1', `${text}encoder.layers.3.mlp.fc1.weight`],
  [
    'lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k',
    'model.diffusion_model.middle_block.1.transformer_blocks.0.attn2.to_k.weight',
  ],
] as const
/** Two layers are left out, of twelve. */
const clipSkip = 2
const keptLayers = 12 - clipSkip

let folder: string
let request: PaintRequest
let byHand: PaintRequest
const engine = createEngine({ device: 'cpu', threads: 1, warmUp: false })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'))
  const checkpoint = join(folder, 'fox.safetensors')
  await writeFile(checkpoint, await assembled('checkpoints/f16.safetensors'))
  const file = await readSafetensors(checkpoint)
  const floats = [...file.tensors].filter(([, { dtype }]) => /^B?F/.test(dtype)).map(([name]) => name)
  const tensors = await readTensors(file, floats)
  const values = (name: string) => tensors.get(name) ?? expect.fail(`There is no ${name}.`)

  // A LoRA, and the same added to the weights.
  const lora: Record<string, TensorBytes> = {}
  layers.forEach(([name, key], at) => {
    const { dims, data } = values(key)
    const [out = 0, inner = 0] = dims
    const down = Array.from({ length: rank * inner }, (_, i) => Math.sin(i * 1.3 + at) / 3)
    const up = Array.from({ length: out * rank }, (_, i) => Math.cos(i * 0.7 + at) / 3)
    lora[`${name}.lora_down.weight`] = float32([rank, inner], down)
    lora[`${name}.lora_up.weight`] = float32([out, rank], up)
    const scale = name.startsWith('lora_te') ? textWeight : weight
    for (let o = 0; o < out; o++)
      for (let i = 0; i < inner; i++)
        for (let r = 0; r < rank; r++)
          data[o * inner + i] =
            (data[o * inner + i] ?? NaN) + scale * (up[o * rank + r] ?? NaN) * (down[r * inner + i] ?? NaN)
  })
  const loraFile = join(folder, 'ink.safetensors')
  await writeFile(loraFile, encodeSafetensors(lora))

  // An embedding of one vector, and the same in the table, for a word of one token.
  const table = values(`${text}embeddings.token_embedding.weight`)
  const width = table.dims[1] ?? 0
  const vector = Array.from({ length: width }, (_, i) => Math.sin(i * 0.9) / 30)
  await mkdir(join(folder, 'embeddings'))
  const embedding = (numbers: number[]) =>
    encodeSafetensors({ emb_params: float32([1, numbers.length], numbers) })
  await writeFile(join(folder, 'embeddings', 'misty.safetensors'), embedding(vector))
  await writeFile(join(folder, 'embeddings', 'narrow.safetensors'), embedding([1, 2, 3]))
  const { ids } = await loadTokenizer('models/dragon-mini')
  const [token = -1, ...more] = ids('zebra')
  if (more.length > 0) throw new Error('The word has more than one token.')
  table.data.set(vector, token * width)

  const composed = Object.fromEntries(
    [...tensors]
      .filter(([name]) => Number(/encoder\.layers\.(\d+)\./.exec(name)?.[1] ?? 0) < keptLayers)
      .map(([name, { dims, data }]) => [
        name,
        {
          dtype: 'F32',
          shape: dims,
          bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
        } as const,
      ]),
  )
  const handFile = join(folder, 'hand.safetensors')
  await writeFile(handFile, encodeSafetensors(composed))

  const common = {
    negativePrompt: '',
    steps: 3,
    guidance: 5,
    width: 64,
    height: 64,
    seed: 3,
    count: 1,
    scheduler: 'euler',
    rng: 'torch',
  } as const
  request = {
    ...common,
    model: checkpoint,
    prompt: 'a (misty:1.2) dragon',
    clipSkip,
    loras: [{ file: loraFile, weight, textWeight }],
    a1111: { emphasis: 'original', embeddings: join(folder, 'embeddings') },
  }
  byHand = {
    ...common,
    model: handFile,
    prompt: 'a (zebra:1.2) dragon',
    clipSkip: 0,
    a1111: { emphasis: 'original' },
  }
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

async function paint(asked: PaintRequest): Promise<Picture> {
  for await (const event of engine.paint(asked)) if (event.kind === 'picture') return event
  return expect.fail('There is no picture.')
}

function distance(a: Picture, b: Picture): number {
  return a.latents.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.latents[i] ?? NaN))), 0)
}

test(
  'a LoRA, an embedding and clip skip at once are what composing the weights by hand gives',
  { timeout: 240_000 },
  async () => {
    const picture = await paint(request)
    expect(picture.embeddings).toMatchObject([{ name: 'misty' }])
    const hand = await paint(byHand)
    expect(distance(picture, hand)).toBeLessThanOrEqual(1e-3)
    // And each of them matters.
    const { loras: _, ...withoutLora } = request
    expect(distance(await paint(withoutLora), hand)).toBeGreaterThan(0.01)
    expect(distance(await paint({ ...request, clipSkip: 0 }), hand)).toBeGreaterThan(0.01)
    expect(distance(await paint({ ...request, prompt: 'a (zebra:1.2) dragon' }), hand)).toBeGreaterThan(0.01)
  },
)

test('an embedding of another width is refused by its name', async () => {
  await expect(paint({ ...request, prompt: 'a narrow dragon' })).rejects.toThrow(
    /^The embedding narrow is for another kind of model: its vectors have 3 numbers, this model's 128\.$/,
  )
})
