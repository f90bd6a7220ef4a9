import { basename, extname } from 'node:path'

/** Names that trainers give to every file, and that therefore say nothing. */
const saysNothing =
  /^(?:pytorch_lora_weights|diffusion_pytorch_model|model|learned_embeds|adapter_model|download|resolve|\d+)$/i
/** The longest name that fits Discord's menus. */
const mostCharacters = 90

/**
 * A file's name in the models folder, without its ending: letters of any language, digits and signs that mean nothing to a shell, a
 * path or a prompt.
 * @param fallback taken where the own name says nothing
 */
export function fileName(own: string, fallback?: string): string {
  const bare = basename(own.replaceAll('\\', '/'), extname(own))
  const name = saysNothing.test(bare) && fallback !== undefined ? fallback : bare
  const clean = name.replaceAll(/[^\p{L}\p{M}\p{N}._+ -]+/gu, '_').replace(/^[._ -]+/, '')
  return clean.slice(0, mostCharacters).trim() || 'model'
}
