import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeAdaptable } from '#diffusion/adapters/make-adaptable.ts'
import { decodeModel } from './decode.ts'
import { valueRanks } from './value-ranks.ts'

test('what a branch gives is known by its operators, not by what stands for it in the other branch', async () => {
  const model = decodeModel(await readFile('test/fixtures/diffusers/model/unet/model.onnx'))
  const { modules } = makeAdaptable(model, 'unet')
  const ranks = valueRanks(model.graph)
  // A convolution's delta: pictures, channels, height, width; where there is none, one zero.
  for (const name of ['conv_in', 'down_blocks.0.downsamplers.0.conv', 'conv_out'])
    expect(ranks.get(`adapter.${modules.get(name)?.index}.added`)).toBe(4)
})
