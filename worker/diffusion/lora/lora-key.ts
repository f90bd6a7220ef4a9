import type { AdaptablePart } from './module-index.ts'

/** What a tensor is for its module. `w…`, `t…` are LoHa's, `k…` LoKr's. */
export type LoraRole =
  | 'down'
  | 'up'
  | 'mid'
  | 'alpha'
  | 'dora'
  | 'w1a'
  | 'w1b'
  | 'w2a'
  | 'w2b'
  | 't1'
  | 't2'
  | 'k1'
  | 'k1a'
  | 'k1b'
  | 'k2'
  | 'k2a'
  | 'k2b'
  | 'kt2'
  | 'diff'
  | 'bias'

/** A tensor's name, taken apart. */
export interface LoraKey {
  /** The module's name, with dots or underscores. */
  readonly module: string
  /** Left out where the file doesn't say it. */
  readonly part?: AdaptablePart
  readonly role: LoraRole
}

const roles: Record<string, LoraRole> = {
  // kohya, LyCORIS
  'lora_down.weight': 'down',
  'lora_up.weight': 'up',
  'lora_mid.weight': 'mid',
  alpha: 'alpha',
  dora_scale: 'dora',
  hada_w1_a: 'w1a',
  hada_w1_b: 'w1b',
  hada_w2_a: 'w2a',
  hada_w2_b: 'w2b',
  hada_t1: 't1',
  hada_t2: 't2',
  lokr_w1: 'k1',
  lokr_w1_a: 'k1a',
  lokr_w1_b: 'k1b',
  lokr_w2: 'k2',
  lokr_w2_a: 'k2a',
  lokr_w2_b: 'k2b',
  lokr_t2: 'kt2',
  diff: 'diff',
  diff_b: 'bias',
  w_norm: 'diff',
  b_norm: 'bias',
  // PEFT
  'lora_A.weight': 'down',
  'lora_B.weight': 'up',
  lora_magnitude_vector: 'dora',
  'lora_magnitude_vector.weight': 'dora',
  // diffusers before PEFT
  'lora.down.weight': 'down',
  'lora.up.weight': 'up',
  'lora_linear_layer.down.weight': 'down',
  'lora_linear_layer.up.weight': 'up',
}

const prefixes: [string, AdaptablePart | undefined][] = [
  ['lora_unet_', 'unet'],
  ['lora_te_', 'text_encoder'],
  ['lycoris_', undefined],
  ['base_model.model.', undefined],
  ['unet.', 'unet'],
  ['diffusion_model.', 'unet'],
  ['text_encoder.', 'text_encoder'],
]

/** The oldest layouts name a projection by the attention's processor. */
const ofTextAttention: Record<string, string> = {
  to_q: 'q_proj',
  to_k: 'k_proj',
  to_v: 'v_proj',
  to_out: 'out_proj',
}

/** @returns undefined for a name that is nothing of a LoRA */
export function parseLoraKey(key: string): LoraKey | undefined {
  const plain = withoutProcessor(key).replace('.default.weight', '.weight')
  for (let dot = plain.indexOf('.'); dot >= 0; dot = plain.indexOf('.', dot + 1)) {
    const suffix = plain.slice(dot + 1)
    const role = Object.hasOwn(roles, suffix) ? roles[suffix] : undefined
    if (role) return { ...moduleOf(plain.slice(0, dot)), role }
  }
  return undefined
}

function moduleOf(path: string): Omit<LoraKey, 'role'> {
  let module = path
  let part: AdaptablePart | undefined
  for (const [prefix, of] of prefixes) {
    if (!module.startsWith(prefix)) continue
    module = module.slice(prefix.length)
    part ??= of
  }
  return { module, ...(part && { part }) }
}

/** `attn1.processor.to_q_lora.down.weight`, `self_attn.to_q_lora.down.weight` as the later layouts write them. */
function withoutProcessor(key: string): string {
  return key.replace(
    /(self_attn)?(?:\.processor)?\.(to_q|to_k|to_v|to_out)_lora\.(down|up)\.weight$/,
    (_, text: string | undefined, projection: string, direction: string) => {
      const name = text ? ofTextAttention[projection] : projection === 'to_out' ? 'to_out.0' : projection
      return `${text ?? ''}.${name}.lora.${direction}.weight`
    },
  )
}
