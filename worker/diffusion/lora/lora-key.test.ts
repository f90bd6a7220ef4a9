import { expect, it } from 'vitest'
import { indexModules } from './module-index.ts'
import { parseLoraKey } from './lora-key.ts'

const attention = 'down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_out.0'
const modules = (...names: string[]) => ({
  modules: new Map(names.map((name) => [name, { name, dims: [1, 1] }])),
  vectors: new Map<string, { name: string; length: number }>(),
})
const index = indexModules({
  unet: {
    ...modules(
      attention,
      'up_blocks.0.upsamplers.0.conv',
      'mid_block.resnets.1.conv2',
      'time_embedding.linear_1',
    ),
    vectors: new Map([['up_blocks.3.resnets.2.norm1.weight', { name: '', length: 1 }]]),
  },
  text_encoder: modules(
    'text_model.encoder.layers.11.self_attn.q_proj',
    'text_model.encoder.layers.3.mlp.fc1',
  ),
})

it.each([
  [
    'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_out_0.lora_down.weight',
    'down',
    attention,
  ],
  ['lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_out_0.lora_up.weight', 'up', attention],
  [`unet.${attention}.lora_A.weight`, 'down', attention],
  [`base_model.model.${attention}.lora_B.default.weight`, 'up', attention],
  [`unet.${attention.slice(0, -'.to_out.0'.length)}.processor.to_out_lora.up.weight`, 'up', attention],
  [`${attention.slice(0, -'.to_out.0'.length)}.processor.to_out_lora.down.weight`, 'down', attention],
  [`unet.${attention}.lora.down.weight`, 'down', attention],
  [`unet.${attention}.lora_magnitude_vector`, 'dora', attention],
  ['lora_unet_output_blocks_2_1_conv.lora_mid.weight', 'mid', 'up_blocks.0.upsamplers.0.conv'],
  ['lora_unet_middle_block_2_out_layers_3.diff', 'diff', 'mid_block.resnets.1.conv2'],
  ['lora_unet_time_embed_0.diff_b', 'bias', 'time_embedding.linear_1'],
  ['lora_unet_output_blocks_11_0_in_layers_0.w_norm', 'diff', 'up_blocks.3.resnets.2.norm1'],
  ['lora_te_text_model_encoder_layers_3_mlp_fc1.hada_w1_a', 'w1a', 'text_model.encoder.layers.3.mlp.fc1'],
  ['text_encoder.encoder.layers.3.mlp.fc1.lora_A.weight', 'down', 'text_model.encoder.layers.3.mlp.fc1'],
  [
    'text_encoder.text_model.encoder.layers.3.mlp.fc1.lora_linear_layer.up.weight',
    'up',
    'text_model.encoder.layers.3.mlp.fc1',
  ],
  [
    'text_encoder.text_model.encoder.layers.11.self_attn.to_q_lora.down.weight',
    'down',
    'text_model.encoder.layers.11.self_attn.q_proj',
  ],
])('%s', (key, role, name) => {
  const parsed = parseLoraKey(key)
  expect(parsed?.role).toBe(role)
  expect(parsed && index.find(parsed.module, parsed.part)?.name).toBe(name)
})

it('knows what is nothing of a LoRA', () => {
  expect(parseLoraKey('model.diffusion_model.out.2.weight')).toBeUndefined()
  expect(parseLoraKey('bundle_emb.word.string_to_param.*')).toBeUndefined()
})
