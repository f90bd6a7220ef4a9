import type { PaintSettings } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { parseParametersText } from '#store/settings/a1111.ts'
import { samplerOf } from '#store/png/parameters-text.ts'

/** One picture as it was painted. */
export interface PaintedPicture {
  seed: number
  width: number
  height: number
  /** The text in the PNG's chunk `parameters`. */
  infotext: string
}

export interface PaintedRequest {
  /** Of the first picture, as the person may read them. */
  settings: PaintSettings
  pictures: readonly PaintedPicture[]
  /** Pictures of a batch, as the client counts them. */
  batchSize: number
  notes: readonly string[]
  at: Date
}

/**
 * What `info` holds, before it is made a string (stable-diffusion-webui, `Processed.js` in modules/processing.py), with `notes` of ours:
 * what was ignored, replaced or changed.
 */
export function generationInfo({ settings, pictures, batchSize, notes, at }: PaintedRequest) {
  const { variations, start } = settings
  const last = variations.at(-1)
  const [first] = pictures
  const infotexts = pictures.map(({ infotext }) => infotext)
  const told = parseParametersText(infotexts[0] ?? '').settings
  const every = <Value>(value: Value): Value[] => pictures.map(() => value)
  return {
    prompt: settings.prompt,
    all_prompts: every(settings.prompt),
    negative_prompt: settings.negativePrompt,
    all_negative_prompts: every(settings.negativePrompt),
    seed: first?.seed ?? settings.seed,
    all_seeds: pictures.map(({ seed }) => seed),
    subseed: last?.seed ?? -1,
    all_subseeds: pictures.map((_, index) => (last === undefined ? -1 : last.seed + index)),
    subseed_strength: last?.strength ?? 0,
    width: first?.width ?? settings.width,
    height: first?.height ?? settings.height,
    sampler_name: samplerOf(schedulerNames[settings.scheduler]).sampler,
    cfg_scale: settings.guidance,
    steps: settings.steps,
    batch_size: batchSize,
    restore_faces: false,
    face_restoration_model: null,
    sd_model_name: settings.model,
    sd_model_hash: told['Model hash'] ?? null,
    sd_vae_name: null,
    sd_vae_hash: null,
    seed_resize_from_w: -1,
    seed_resize_from_h: -1,
    denoising_strength: start?.strength ?? null,
    extra_generation_params: {},
    index_of_first_image: 0,
    infotexts,
    styles: [],
    job_timestamp: timestamp(at),
    clip_skip: Number(told['Clip skip'] ?? 1),
    is_using_inpainting_conditioning: false,
    version: 'Dragon Wings',
    notes,
  }
}

/** As A1111 writes it: "20261128043000". */
export function timestamp(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(/\D/g, '')
}
