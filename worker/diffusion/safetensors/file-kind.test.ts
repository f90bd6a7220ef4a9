import { expect, test } from 'vitest'
import { fileKind, type FileKind } from './file-kind.ts'

const attention = 'transformer_blocks.0.attn2.to_k.weight'

/** Keys as such files have them, with the shapes that matter. */
const files: [FileKind, Record<string, number[]>][] = [
  [
    'sd1',
    {
      'model.diffusion_model.input_blocks.0.0.weight': [320, 4, 3, 3],
      [`model.diffusion_model.input_blocks.1.1.${attention}`]: [320, 768],
    },
  ],
  [
    'sd2',
    {
      'model.diffusion_model.input_blocks.0.0.weight': [320, 4, 3, 3],
      'cond_stage_model.model.ln_final.weight': [1024],
    },
  ],
  ['sd2', { [`model.diffusion_model.input_blocks.1.1.${attention}`]: [320, 1024] }],
  [
    'sdxl',
    {
      'model.diffusion_model.input_blocks.0.0.weight': [320, 4, 3, 3],
      'conditioner.embedders.0.transformer.text_model.final_layer_norm.bias': [768],
    },
  ],
  ['sd3', { 'model.diffusion_model.joint_blocks.0.context_block.attn.proj.weight': [1536, 1536] }],
  ['flux', { 'double_blocks.0.img_attn.qkv.weight': [9216, 3072] }],
  ['other checkpoint', { 'model.diffusion_model.blocks.0.self_attn.q.weight': [2048, 2048] }],
  ['vae', { 'decoder.conv_in.weight': [512, 4, 3, 3], 'encoder.down.0.block.0.norm1.weight': [128] }],
  ['vae', { 'decoder.up_blocks.0.resnets.0.conv1.weight': [512, 512, 3, 3] }],
  ['lora', { 'lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight': [4, 320] }],
  ['lora', { 'unet.down_blocks.0.attentions.0.proj_in.lora_A.weight': [4, 320] }],
  [
    'lora',
    { 'down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight': [4, 320] },
  ],
  [
    'lora',
    { 'text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.down.weight': [4, 768] },
  ],
  ['controlnet', { 'control_model.input_hint_block.0.weight': [16, 3, 3, 3] }],
  [
    'lora',
    { 'lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight': [4, 768] },
  ],
  ['lora', { 'lora_unet_conv_in.diff': [320, 4, 3, 3] }],
  [
    'sd2 lora',
    { 'lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight': [4, 1024] },
  ],
  [
    'sd2 lora',
    {
      'unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.down.weight': [4, 1024],
    },
  ],
  ['sdxl lora', { 'lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight': [4, 1280] }],
  ['sdxl lora', { 'lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q.alpha': [] }],
  ['sd3 lora', { 'transformer.joint_blocks.0.x.lora_A.weight': [4, 1536] }],
  ['flux lora', { 'lora_unet_double_blocks_0_img_attn_proj.lora_down.weight': [4, 3072] }],
  ['other lora', { 'diffusion_model.blocks.0.self_attn.q.lora_A.weight': [4, 2048] }],
  ['oft', { 'oft_unet_down_blocks_0_attentions_0_proj_in.oft_blocks': [4, 8, 8] }],
  ['ia3', { 'lora_unet_mid_block_attentions_0_proj_in.on_input': [] }],
  ['glora', { 'lora_unet_mid_block_attentions_0_proj_in.a1.weight': [4, 320] }],
  ['other vae', { 'decoder.conv_in.weight': [512, 16, 3, 3], 'encoder.down.0.block.0.norm1.weight': [128] }],
  ['embedding', { emb_params: [4, 768] }],
  ['sd2 embedding', { emb_params: [4, 1024] }],
  ['sdxl embedding', { clip_l: [4, 768], clip_g: [4, 1280] }],
  ['ip-adapter', { 'image_proj.proj.weight': [3072, 1024], 'ip_adapter.1.to_k_ip.weight': [320, 768] }],
  ['embedding', { '<cat-toy>': [1, 768] }],
  ['unet', { [`down_blocks.0.attentions.0.${attention}`]: [320, 768] }],
  ['text encoder', { 'text_model.encoder.layers.0.mlp.fc1.weight': [3072, 768] }],
  ['upscaler', { 'conv_first.weight': [64, 3, 3, 3] }],
  ['unknown', { 'layers.0.weight': [2, 2], 'layers.1.weight': [2, 2] }],
  ['unknown', {}],
]

test.each(files)('%s', (kind, keys) => {
  const tensors = new Map(
    Object.entries(keys).map(([name, shape]) => [name, { dtype: 'F16', shape, offset: 0, length: 0 }]),
  )
  expect(fileKind({ tensors })).toBe(kind)
})
