import { originalName } from '#diffusion/checkpoint/original-names.ts'

/** The parts of a model that LoRA files change. */
export type AdaptablePart = 'unet' | 'text_encoder'

/** What of one part a LoRA file may change: weights of linear layers and convolutions, and vectors (biases, normalisations). */
export interface LoraTargets {
  /** By diffusers' and transformers' names: `down_blocks.0.attentions.0.proj_in`, `text_model.encoder.layers.0.mlp.fc1`. */
  readonly modules: ReadonlyMap<string, LoraTarget>
  /** `conv_in.bias`, `mid_block.resnets.0.norm1.weight` … */
  readonly vectors: ReadonlyMap<string, { readonly name: string; readonly length: number }>
}

/** A layer with a weight: `[out, in]`, or `[out, in, height, width]`. */
export interface LoraTarget {
  readonly name: string
  readonly dims: readonly number[]
}

/** A layer's name in the model, however a file spells it. */
export interface FoundModule {
  readonly part: AdaptablePart
  readonly name: string
}

export interface ModuleIndex {
  /** `name` with dots or underscores; `part` left out where the file doesn't say it. */
  find(name: string, part?: AdaptablePart): FoundModule | undefined
}

/** The model's layers by the many spellings of their names; diffusers' own win. */
export function indexModules(targets: Readonly<Record<AdaptablePart, LoraTargets>>): ModuleIndex {
  const found = new Map<string, FoundModule>()
  for (const spelling of [(name: string) => name, originalName])
    for (const part of ['unet', 'text_encoder'] as const)
      for (const name of layerNames(targets[part])) {
        const spelled = spelling(name)
        const key = spelled === undefined ? undefined : keyOf(spelled, part)
        if (key !== undefined && !found.has(key)) found.set(key, { part, name })
      }
  return {
    find: (name, part) =>
      part === undefined
        ? (found.get(keyOf(name, 'unet')) ?? found.get(keyOf(name, 'text_encoder')))
        : found.get(keyOf(name, part)),
  }
}

/** Normalisations have vectors alone. */
function layerNames({ modules, vectors }: LoraTargets): Set<string> {
  return new Set([
    ...modules.keys(),
    ...[...vectors.keys()].map((name) => name.replace(/\.(?:weight|bias)$/, '')),
  ])
}

/** Kohya's names have underscores for dots; transformers 5.6 and later leave out `text_model`. */
function keyOf(name: string, part: AdaptablePart): string {
  const flat = name.replaceAll('.', '_')
  return `${part} ${part === 'text_encoder' ? flat.replace(/^text_model_/, '') : flat}`
}
