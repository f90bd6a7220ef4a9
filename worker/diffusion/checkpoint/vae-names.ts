/** What a VAE's key begins with in the two layouts, the original one first. Each kind once; numbers are put in below. */
const modules: [RegExp, string][] = [
  [/\bdown\.(\d)\.block\.(\d)/, 'down_blocks.$1.resnets.$2'],
  [/\bdown\.(\d)\.downsample\.conv/, 'down_blocks.$1.downsamplers.0.conv'],
  [/\bmid\.attn_1\.norm/, 'mid_block.attentions.0.group_norm'],
  [/\bmid\.attn_1\.proj_out/, 'mid_block.attentions.0.to_out.0'],
  [/\bmid\.attn_1\.([qkv])\b/, 'mid_block.attentions.0.to_$1'],
  [/\bnin_shortcut\b/, 'conv_shortcut'],
  [/^(encoder|decoder)\.norm_out/, '$1.conv_norm_out'],
]

const levels = 4

/** diffusers' names of the attention before version 0.18. */
const formerly: [string, string][] = [
  ['to_out.0', 'proj_attn'],
  ['to_q', 'query'],
  ['to_k', 'key'],
  ['to_v', 'value'],
]

/** `decoder.up.3.block.0.norm1.weight` → `decoder.up_blocks.0.resnets.0.norm1.weight`, diffusers' name. */
export function diffusersVaeName(key: string): string {
  // The original counts the decoder's levels from the other end, and the middle's resnets from one.
  const counted = key
    .replace(
      /\bup\.(\d)\.block\.(\d)/,
      (_, level: string, j: string) => `up_blocks.${levels - 1 - Number(level)}.resnets.${j}`,
    )
    .replace(
      /\bup\.(\d)\.upsample\.conv/,
      (_, level: string) => `up_blocks.${levels - 1 - Number(level)}.upsamplers.0.conv`,
    )
    .replace(/\bmid\.block_(\d)/, (_, j: string) => `mid_block.resnets.${Number(j) - 1}`)
  return modules.reduce((name, [pattern, by]) => name.replace(pattern, by), counted)
}

/** The same as older diffusers wrote it. */
export function formerDiffusersVaeName(key: string): string {
  const name = diffusersVaeName(key)
  const found = formerly.find(([now]) => name.includes(`attentions.0.${now}.`))
  return found ? name.replace(found[0], found[1]) : name
}
