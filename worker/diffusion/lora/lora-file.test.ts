import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeSafetensors, float32 } from '#test/support/encode-safetensors.ts'
import { PaintError } from '#diffusion/errors.ts'
import { readLora } from './lora-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lora-'))
})
afterAll(async () => rm(folder, { recursive: true }))

const none = { modules: new Map(), vectors: new Map() }
const targets = {
  unet: { modules: new Map([['conv_in', { name: 'conv_in', dims: [4, 2, 3, 3] }]]), vectors: new Map() },
  text_encoder: none,
}
const fits = {
  'lora_unet_conv_in.lora_down.weight': float32(
    [1, 2, 3, 3],
    Array.from({ length: 18 }, (_, i) => i),
  ),
  'lora_unet_conv_in.lora_up.weight': float32([4, 1, 1, 1], [1, 2, 3, 4]),
}

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${name}.safetensors`)
  await writeFile(path, bytes)
  return path
}
async function refusal(path: string): Promise<string> {
  const error = await readLora(path, targets).catch((error: unknown) => error)
  if (!(error instanceof PaintError)) throw new Error(`Not refused: ${String(error)}`)
  expect(error.code).toBe('bad_request')
  expect(error.message).not.toContain(folder)
  return error.message
}

it('says which layers the model has not, and of which the file says too little', async () => {
  const lora = await readLora(
    await file(
      'foreign',
      encodeSafetensors({
        ...fits,
        'lora_unet_down_blocks_7_conv.lora_down.weight': float32([1, 1], [1]),
        'lora_unet_conv_out.lora_up.weight': float32([1, 1], [1]),
        'something.else': float32([1], [1]),
      }),
    ),
    targets,
  )
  expect(lora.placed).toBe(1)
  expect(lora.unplaced).toEqual(['something.else', 'down_blocks_7_conv', 'conv_out'])
})

it('refuses what fits nowhere, and what does not fit where it belongs', async () => {
  const misfit = { ...fits, 'lora_unet_conv_in.lora_up.weight': float32([5, 1], [1, 2, 3, 4, 5]) }
  expect(await refusal(await file('misfit', encodeSafetensors(misfit)))).toBe(
    "misfit.safetensors does not fit this model: its lora_up for conv_in is [5, 1], and the model's own [4, 2, 3, 3].",
  )
  expect(
    await refusal(
      await file('nowhere', encodeSafetensors({ 'lora_unet_x.lora_up.weight': float32([1], [1]) })),
    ),
  ).toMatch(/^nowhere\.safetensors changes nothing of this model/)
})

it.each<[string, string, RegExp]>([
  ['sdxl', 'lora_te2_text_model_encoder_layers_0_mlp_fc1.alpha', /is a LoRA for SDXL/],
  ['sdxl-blocks', 'lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q.alpha', /is a LoRA for SDXL/],
  ['sdxl-peft', 'text_encoder_2.text_model.encoder.layers.0.mlp.fc1.lora_A.weight', /is a LoRA for SDXL/],
  ['flux', 'lora_unet_double_blocks_0_img_attn_proj.alpha', /is a LoRA for Flux/],
  ['sd3', 'transformer.transformer_blocks.0.attn.to_q.lora_A.weight', /Stable Diffusion 3/],
])('says what a %s file is', async (name, key, sentence) => {
  const path = await file(name, encodeSafetensors({ ...fits, [key]: float32([], [1]) }))
  expect(await refusal(path)).toMatch(sentence)
})

it.each<[string, string, RegExp]>([
  [
    'checkpoint',
    'model.diffusion_model.input_blocks.0.0.weight',
    /is a checkpoint of .* put it into the models/,
  ],
  ['vae', 'encoder.down.0.block.0.norm1.weight', /is a VAE and no LoRA: put it into vae\//],
  ['embedding', 'emb_params', /is a textual inversion and no LoRA: put it into embeddings\//],
])('says what a file is that is a %s alone', async (name, key, sentence) => {
  const path = await file(name, encodeSafetensors({ [key]: float32([1, 1], [1]) }))
  expect(await refusal(path)).toMatch(sentence)
})

it('says that a file is cut short', async () => {
  const bytes = encodeSafetensors(fits)
  const path = await file('cut', bytes.subarray(0, bytes.length - 3))
  expect(await refusal(path)).toMatch(/^cut\.safetensors is 3 bytes shorter than its header says/)
  expect((await readFile(path)).length).toBe(bytes.length - 3)
})
