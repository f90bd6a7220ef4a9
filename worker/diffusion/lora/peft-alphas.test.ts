import { expect, it } from 'vitest'
import { peftScale } from './peft-alphas.ts'

const scaleOf = (metadata: object, part: 'unet' | 'text_encoder' = 'unet') =>
  peftScale(new Map([['lora_adapter_metadata', JSON.stringify(metadata)]]), part)

it('is alpha by rank, with alphas of single modules by a pattern of their names', () => {
  const scale = scaleOf({
    'unet.lora_alpha': 8,
    'unet.alpha_pattern': { 'attn2.to_q': 2, '^mid_block\\..*to_k': 16, 'attn1\\.to_out\\.0': 1 },
    'text_encoder.lora_alpha': 3,
  })
  expect(scale?.('down_blocks.0.attn1.to_q', 4)).toBe(2)
  expect(scale?.('down_blocks.0.attn2.to_q', 4)).toBe(0.5)
  expect(scale?.('mid_block.attentions.0.attn1.to_k', 4)).toBe(4)
  expect(scale?.('down_blocks.0.attn1.to_out.0', 4)).toBe(0.25)
  expect(scale?.('down_blocks.0.xattn2.to_q', 4)).toBe(2)
})

it('is alpha by the root of the rank where the file says so', () => {
  expect(scaleOf({ 'unet.lora_alpha': 8, 'unet.use_rslora': true })?.('a', 4)).toBe(4)
})

it('is unknown where the metadata say nothing, or nothing that can be read', () => {
  expect(scaleOf({ 'unet.lora_alpha': 8 }, 'text_encoder')).toBeUndefined()
  expect(scaleOf({ 'unet.lora_alpha': 'eight' })).toBeUndefined()
  expect(peftScale(new Map([['lora_adapter_metadata', '{']]), 'unet')).toBeUndefined()
})

it('does not run a pattern that could run away', () => {
  const scale = scaleOf({ 'unet.lora_alpha': 8, 'unet.alpha_pattern': { '(a+)+$': 2, '.*.*.*.*.*b': 2 } })
  expect(scale?.(`${'a'.repeat(5000)}c`, 8)).toBe(1)
})
