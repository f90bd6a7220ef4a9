import { expect, test } from 'vitest'
import { originalName } from './original-names.ts'

test.each([
  [
    'down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0',
    'input_blocks.2.1.transformer_blocks.0.attn1.to_out.0',
  ],
  ['down_blocks.2.resnets.1.time_emb_proj', 'input_blocks.8.0.emb_layers.1'],
  ['down_blocks.1.downsamplers.0.conv', 'input_blocks.6.0.op'],
  ['mid_block.attentions.0.proj_in', 'middle_block.1.proj_in'],
  ['mid_block.resnets.1.conv2', 'middle_block.2.out_layers.3'],
  ['up_blocks.0.upsamplers.0.conv', 'output_blocks.2.1.conv'],
  ['up_blocks.2.upsamplers.0.conv', 'output_blocks.8.2.conv'],
  ['up_blocks.3.resnets.2.conv_shortcut', 'output_blocks.11.0.skip_connection'],
  ['time_embedding.linear_2', 'time_embed.2'],
  ['conv_out', 'out.2'],
  ['add_embedding.linear_1', undefined],
  ['down_blocks.0.resnets.0.conv3', undefined],
])('%s is %s', (name, original) => {
  expect(originalName(name)).toBe(original)
})
