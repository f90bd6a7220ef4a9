import type { ModelFacts } from '#core/model-facts.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { samplerOf } from '#store/png/parameters-text.ts'

/** A sampler's name in A1111, where it differs from ours. */
const theirNames: Readonly<Record<string, string>> = { PNDM: 'PLMS' }

/**
 * `GET /sdapi/v1/samplers`: as A1111 lists them since 1.9, without their schedules. The names from before ("DPM++ 2M Karras") are
 * aliases.
 */
export function samplerItems() {
  const byName = new Map<string, string[]>()
  for (const slug of schedulerSlugs) {
    const name = schedulerNames[slug]
    const { sampler } = samplerOf(name)
    const theirs = theirNames[sampler] ?? sampler
    byName.set(theirs, [...(byName.get(theirs) ?? []), slug, ...(name === theirs ? [] : [name])])
  }
  return [...byName].map(([name, aliases]) => ({ name, aliases, options: {} }))
}

/** `GET /sdapi/v1/schedulers`: the noise schedules that are done exactly. */
export function schedulerItems() {
  const item = (name: string, label: string, defaultRho = -1) => ({
    name,
    label,
    aliases: null,
    default_rho: defaultRho,
    need_inner_model: name === 'uniform',
  })
  return [item('automatic', 'Automatic'), item('uniform', 'Uniform'), item('karras', 'Karras', 7)]
}

/** `GET /sdapi/v1/sd-models`: the title is the name, so that it equals the option `sd_model_checkpoint`. */
export function modelItems(models: readonly Pick<ModelFacts, 'name'>[]) {
  return models.map(({ name }) => ({
    title: name,
    model_name: name,
    hash: null,
    sha256: null,
    filename: name,
    config: null,
  }))
}

/** Done by resampling, at any factor; A1111 says 4 of them, too. */
export const resamplers = ['None', 'Lanczos', 'Nearest'] as const
const resamplersScale = 4

/** `GET /sdapi/v1/upscalers`: resampling, and the ONNX upscalers of any worker. */
export function upscalerItems(models: readonly Pick<ModelFacts, 'upscalers'>[]) {
  const found = new Map(
    models.flatMap(({ upscalers = [] }) => upscalers).map(({ name, factor }) => [name, factor]),
  )
  const item = (name: string, scale: number, modelName: string | null) => ({
    name,
    model_name: modelName,
    model_path: null,
    model_url: null,
    scale,
  })
  return [
    ...resamplers.map((name) => item(name, resamplersScale, null)),
    ...[...found].map(([name, factor]) => item(name, factor, name)),
  ]
}
