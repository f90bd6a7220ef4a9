/** Where the names of a part's own modules begin, in whatever wrapper it was exported. */
const unetHeads =
  /(?:^|\/)((?:time_embedding|conv_in|down_blocks|mid_block|up_blocks|conv_norm_out|conv_out)\b.*)$/
const textHeads = /(?:^|\/)(?:text_model\/)?((?:encoder|embeddings|final_layer_norm)\b.*)$/

/**
 * diffusers' name of the module that a node belongs to, from torch's path of it: `/model/mid_block/resnets.0/conv1/Conv` →
 * `mid_block.resnets.0.conv1`. Undefined for a node that has no such name.
 */
export function moduleName(part: 'unet' | 'text_encoder', node: string): string | undefined {
  const path = node.slice(0, node.lastIndexOf('/'))
  const found = (part === 'unet' ? unetHeads : textHeads).exec(path)?.[1]?.replaceAll('/', '.')
  return found === undefined || part === 'unet' ? found : `text_model.${found}`
}
