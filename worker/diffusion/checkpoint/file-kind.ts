import type { SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'

/** What a safetensors file holds, as far as people mix it up with a checkpoint. */
export type FileKind =
  | 'sd1'
  | 'sd2'
  | 'sdxl'
  | 'sd3'
  | 'flux'
  | 'other checkpoint'
  | 'vae'
  | 'lora'
  | 'embedding'
  | 'controlnet'
  | 'upscaler'
  | 'unet'
  | 'text encoder'
  | 'unknown'

/** The first kind that one of the keys tells. Order matters: an SDXL checkpoint has a UNet of the same prefix as SD 1.x. */
const signs: [FileKind, RegExp][] = [
  [
    'lora',
    /\.lora_(?:down|up|A|B|mid)\b|^lora_(?:unet|te\d?|transformer)_|\.lora\.(?:down|up)\.|_lora\.(?:down|up)\.|\.hada_w|\.lokr_w|\.oft_|\.lora_linear_layer\./,
  ],
  ['controlnet', /^control_model\.|^input_hint_block\.|^controlnet_|controlnet_cond_embedding/],
  ['sdxl', /^conditioner\.embedders\.|label_emb\.|add_embedding\./],
  ['sd3', /joint_blocks\.|^text_encoders\.clip_g/],
  ['flux', /double_blocks\.|single_transformer_blocks\./],
  ['sd2', /^cond_stage_model\.model\./],
  [
    'other checkpoint',
    /^model\.diffusion_model\.(?!input_blocks|middle_block|output_blocks|time_embed|out\.)/,
  ],
  ['sd1', /^model\.diffusion_model\.input_blocks\./],
  ['unet', /^(?:unet\.)?down_blocks\.\d\.attentions\.|^input_blocks\.\d+\.1\.transformer_blocks/],
  ['vae', /^(?:first_stage_model\.)?(?:decoder\.conv_in|decoder\.up|encoder\.down)/],
  ['text encoder', /^(?:text_model\.|cond_stage_model\.|text_encoder\.)/],
  ['embedding', /^(?:emb_params|clip_[lg]|string_to_param)|^<.*>$/],
  ['upscaler', /^(?:params_ema\.)?(?:conv_first|model\.0\.weight|body\.0\.)|\.RDB\d|\.rdb\d/],
]

/** By the keys of its header alone. */
export function fileKind({ tensors }: Pick<SafetensorsFile, 'tensors'>): FileKind {
  const found = new Set<FileKind>()
  for (const key of tensors.keys()) {
    for (const [kind, sign] of signs) {
      if (!found.has(kind) && sign.test(key)) {
        found.add(kind)
        break
      }
    }
  }
  const kind = signs.find(([kind]) => found.has(kind))?.[0]
  if (kind === 'sd1' || kind === 'unet') return ofWidth(kind, tensors)
  if (kind !== undefined) return kind
  // A textual inversion of diffusers is one table under the token's name.
  const [only, ...others] = tensors.values()
  return only && others.length === 0 && only.shape.length === 2 ? 'embedding' : 'unknown'
}

/** SD 2.x has the same keys as SD 1.x in its UNet; its text is 1024 wide. */
const sd2ContextWidth = 1024

function ofWidth(kind: 'sd1' | 'unet', tensors: SafetensorsFile['tensors']): FileKind {
  for (const [key, { shape }] of tensors)
    if (key.endsWith('attn2.to_k.weight')) return shape[1] === sd2ContextWidth ? 'sd2' : kind
  return kind
}
