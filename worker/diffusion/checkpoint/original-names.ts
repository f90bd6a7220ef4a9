/**
 * Names of the UNet's modules in the original layout (CompVis, A1111), by diffusers' names of Stable Diffusion 1.x.
 * Source: diffusers, `scripts/convert_diffusers_to_original_stable_diffusion.py`.
 */

const outside: Record<string, string> = {
  'time_embedding.linear_1': 'time_embed.0',
  'time_embedding.linear_2': 'time_embed.2',
  conv_in: 'input_blocks.0.0',
  conv_norm_out: 'out.0',
  conv_out: 'out.2',
}

const ofResnets: Record<string, string> = {
  norm1: 'in_layers.0',
  conv1: 'in_layers.2',
  time_emb_proj: 'emb_layers.1',
  norm2: 'out_layers.0',
  conv2: 'out_layers.3',
  conv_shortcut: 'skip_connection',
}

const blocks: [RegExp, (level: number, index: number) => string][] = [
  [/^down_blocks\.(\d+)\.resnets\.(\d+)$/, (level, j) => `input_blocks.${3 * level + j + 1}.0`],
  [/^down_blocks\.(\d+)\.attentions\.(\d+)$/, (level, j) => `input_blocks.${3 * level + j + 1}.1`],
  [/^down_blocks\.(\d+)\.downsamplers\.(0)$/, (level) => `input_blocks.${3 * level + 3}.0`],
  [/^up_blocks\.(\d+)\.resnets\.(\d+)$/, (level, j) => `output_blocks.${3 * level + j}.0`],
  [/^up_blocks\.(\d+)\.attentions\.(\d+)$/, (level, j) => `output_blocks.${3 * level + j}.1`],
  // The first level of the way up has no attention before its upsampler.
  [/^up_blocks\.(\d+)\.upsamplers\.(0)$/, (level) => `output_blocks.${3 * level + 2}.${level === 0 ? 1 : 2}`],
  [/^mid_block\.(attentions)\.(0)$/, () => 'middle_block.1'],
  [/^mid_block\.(resnets)\.(\d+)$/, (_, j) => `middle_block.${2 * j}`],
]

/** `down_blocks.0.resnets.0.conv1` → `input_blocks.1.0.in_layers.2`; undefined for what SD 1.x has not. */
export function originalName(name: string): string | undefined {
  if (Object.hasOwn(outside, name)) return outside[name]
  const [, block, kind, inner] =
    /^((?:down_blocks|up_blocks|mid_block)(?:\.\d+)?\.(\w+)\.\d+)\.(.+)$/.exec(name) ?? []
  if (block === undefined || inner === undefined) return undefined
  for (const [pattern, place] of blocks) {
    const match = pattern.exec(block)
    if (!match) continue
    const start = place(Number(match[1]), Number(match[2]))
    if (kind === 'resnets')
      return Object.hasOwn(ofResnets, inner) ? `${start}.${ofResnets[inner]}` : undefined
    // A downsampler's convolution is called `op`, an upsampler's keeps its name.
    return `${start}.${kind === 'downsamplers' ? inner.replace(/^conv/, 'op') : inner}`
  }
  return undefined
}
