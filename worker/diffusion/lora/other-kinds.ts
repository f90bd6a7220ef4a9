/** What the names of a file's tensors give away, the most telling first. */
const kinds: [RegExp, string][] = [
  [
    /(?:^|[._])(?:double_blocks|single_blocks|single_transformer_blocks)[._]/,
    'is a LoRA for Flux, and this is a model of Stable Diffusion 1.x',
  ],
  [
    /(?:^|[._])(?:joint_blocks|context_block)[._]|^(?:lora_)?transformer[._]|^lora_te3_/,
    'is a LoRA for Stable Diffusion 3 or another transformer, and this is a model of Stable Diffusion 1.x',
  ],
  [/^conditioner\.embedders\./, 'is a checkpoint of SDXL, and no LoRA for Stable Diffusion 1.x'],
  [
    /^model\.diffusion_model\./,
    'is a whole checkpoint and no LoRA: put it into the models folder itself, and choose it as the model',
  ],
  [/^(?:first_stage_model\.|decoder\.(?:conv_in|up|mid)[._])/, 'is a VAE and no LoRA: put it into vae/'],
  [
    /^(?:control_model\.|controlnet_|lora_controlnet|.*zero_convs\.|.*controlnet_cond_embedding)/,
    'is a ControlNet and no LoRA',
  ],
  [/^(?:ip_adapter|image_proj)[._]/, 'is an IP-Adapter and no LoRA'],
  [/^(?:emb_params|string_to_param)/, 'is a textual inversion and no LoRA: put it into embeddings/'],
  [
    /^lora_te[12]_|(?:^|[._])(?:add_embedding|label_emb)[._]|^text_encoder_2\.|transformer_blocks[._][1-9]/,
    'is a LoRA for SDXL, and this is a model of Stable Diffusion 1.x',
  ],
  [/\.(?:oft_blocks|oft_diag|oft_R)/, 'is a network of the kind OFT, which is not supported'],
  [/\.on_input$/, 'is a network of the kind (IA)³, which is not supported'],
  [/\.(?:a1|a2|b1|b2)\.weight$/, 'is a network of the kind GLoRA, which is not supported'],
]

/**
 * What a file is that is no LoRA for Stable Diffusion 1.x, by the names of its tensors: the end of a sentence that begins with the
 * file's name. Names alone decide: some of SDXL's fit modules of SD 1.5 by luck.
 */
export function otherKind(keys: Iterable<string>): string | undefined {
  const all = [...keys]
  return kinds.find(([pattern]) => all.some((key) => pattern.test(key)))?.[1]
}
