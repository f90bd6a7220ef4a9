import type { SafetensorsFile } from './safetensors-file.ts'

/** What a safetensors file holds, as far as people mix its kinds up. A LoRA, VAE or embedding without a family is one for SD 1.x. */
export type FileKind =
  | 'sd1'
  | 'sd2'
  | 'sdxl'
  | 'sd3'
  | 'flux'
  | 'other checkpoint'
  | 'vae'
  | 'other vae'
  | 'lora'
  | 'sd2 lora'
  | 'sdxl lora'
  | 'sd3 lora'
  | 'flux lora'
  | 'other lora'
  | 'oft'
  | 'ia3'
  | 'glora'
  | 'embedding'
  | 'sd2 embedding'
  | 'sdxl embedding'
  | 'controlnet'
  | 'ip-adapter'
  | 'upscaler'
  | 'unet'
  | 'text encoder'
  | 'unknown'

type Tensors = SafetensorsFile['tensors']
type Signs = readonly (readonly [FileKind, RegExp])[]

/** The first kind that one of the keys tells. Order matters: an SDXL checkpoint has a UNet of the same prefix as SD 1.x. */
const signs: Signs = [
  [
    'controlnet',
    /^(?:control_model\.|input_hint_block\.|controlnet_|lora_controlnet)|zero_convs\.|controlnet_cond_embedding/,
  ],
  [
    'lora',
    /\.lora_(?:down|up|A|B|mid|magnitude_vector)\b|^lora_(?:unet|te\d?|transformer)_|^lycoris_|\.lora\.(?:down|up)\.|_lora\.(?:down|up)\.|\.hada_[wt]|\.lokr_[wt]|\.oft_|\.lora_linear_layer\.|\.(?:diff|diff_b|w_norm|b_norm|dora_scale)$|\.on_input$/,
  ],
  ['ip-adapter', /^(?:ip_adapter|image_proj)[._]/],
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
  ['vae', /^(?:first_stage_model\.|vae\.)?(?:decoder\.conv_in|decoder\.up|decoder\.mid|encoder\.down)/],
  ['text encoder', /^(?:text_model\.|cond_stage_model\.|text_encoder\.)/],
  ['embedding', /^(?:emb_params|clip_[lg]|string_to_param)|^<.*>$/],
  ['upscaler', /^(?:params_ema\.)?(?:conv_first|model\.0\.weight|body\.0\.)|\.RDB\d|\.rdb\d/],
]

/** Names alone decide: some of SDXL's modules fit ones of SD 1.5 by luck. */
const loraSigns: Signs = [
  ['flux lora', /(?:^|[._])(?:double_blocks|single_blocks|single_transformer_blocks)[._]/],
  ['sd3 lora', /(?:^|[._])(?:joint_blocks|context_block)[._]|^(?:lora_)?transformer[._]|^lora_te3_/],
  [
    'sdxl lora',
    /^lora_te[12]_|(?:^|[._])(?:add_embedding|label_emb)[._]|^text_encoder_2\.|transformer_blocks[._][1-9]/,
  ],
  ['other lora', /^(?:diffusion_model|lora_unet|unet)[._](?:blocks|layers|transformer_blocks)[._]\d/],
  ['oft', /\.(?:oft_blocks|oft_diag|oft_R)/],
  ['ia3', /\.on_input$/],
  ['glora', /\.(?:a1|a2|b1|b2)\.weight$/],
]

/** By the keys and shapes of its header alone. */
export function fileKind({ tensors }: Pick<SafetensorsFile, 'tensors'>): FileKind {
  const kind = firstOf(signs, tensors)
  switch (kind) {
    case 'sd1':
    case 'unet':
      return widthOf(tensors, /attn2\.to_k\.weight$/) === sd2Width ? 'sd2' : kind
    case 'lora':
      return firstOf(loraSigns, tensors) ?? ofWidth(loraWidth(tensors), 'lora', 'sd2 lora', 'sdxl lora')
    case 'vae':
      return latentChannelsOf(tensors) === sd1LatentChannels ? 'vae' : 'other vae'
    case 'embedding':
      return embeddingKind(tensors)
    case undefined: {
      // A textual inversion of diffusers is one table under the token's name.
      const [only, ...others] = tensors.values()
      return only && others.length === 0 && only.shape.length === 2 ? embeddingKind(tensors) : 'unknown'
    }
    default:
      return kind
  }
}

function firstOf(among: Signs, tensors: Tensors): FileKind | undefined {
  const found = new Set<FileKind>()
  for (const key of tensors.keys()) {
    for (const [kind, sign] of among) {
      if (!found.has(kind) && sign.test(key)) {
        found.add(kind)
        break
      }
    }
  }
  return among.find(([kind]) => found.has(kind))?.[0]
}

/** How wide the text is that a UNet listens to. SD 2.x has the same keys as SD 1.x there. */
const sd2Width = 1024
const sdxlWidth = 2048
const sdxlLargeEncoderWidth = 1280
const sd1LatentChannels = 4

/** Of the first matrix with such a name. */
function widthOf(tensors: Tensors, name: RegExp): number | undefined {
  for (const [key, { shape }] of tensors) if (name.test(key)) return shape[1]
  return undefined
}

function loraWidth(tensors: Tensors): number | undefined {
  return widthOf(tensors, /attn2[._](?:processor\.)?to_[kv].*(?:lora_down|lora_A|lora\.down)\.weight$/)
}

function ofWidth(width: number | undefined, sd1: FileKind, ofSd2: FileKind, ofSdxl: FileKind): FileKind {
  if (width === sd2Width) return ofSd2
  return width === sdxlWidth || width === sdxlLargeEncoderWidth ? ofSdxl : sd1
}

function embeddingKind(tensors: Tensors): FileKind {
  if (tensors.has('clip_g')) return 'sdxl embedding'
  const [first] = tensors.values()
  return ofWidth(first?.shape.at(-1), 'embedding', 'sd2 embedding', 'sdxl embedding')
}

/** Files that hold a VAE's encoder alone say nothing of it. */
function latentChannelsOf(tensors: Tensors): number {
  return widthOf(tensors, /(?:^|\.)decoder\.conv_in\.weight$/) ?? sd1LatentChannels
}
