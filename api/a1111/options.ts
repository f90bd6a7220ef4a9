import { z } from 'zod'
import { ApiError } from '#api/contract/api-error.ts'
import { open } from '#api/http/lax.ts'
import { modelByName } from '#api/http/model-by-name.ts'
import { parse } from '#api/http/parse.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { type ChosenOptions, clipSkip } from './chosen-options.ts'

/**
 * `GET /sdapi/v1/options`: what this key has chosen, and what is so for everybody. `samples_format` is what KoboldAI Lite knows an
 * A1111 by; there is no `forge_preset`, by which SillyTavern would take us for Forge.
 */
export function optionsAnswer(
  chosen: ChosenOptions,
  {
    models,
    defaultModel,
    vae,
  }: { models: readonly ModelFacts[]; defaultModel: ModelFacts; vae: string | undefined },
) {
  const model =
    chosen.sd_model_checkpoint === undefined ? undefined : modelByName(models, chosen.sd_model_checkpoint)
  return {
    sd_model_checkpoint: (model ?? defaultModel).name,
    sd_checkpoint_hash: '',
    sd_vae: vae ?? 'Automatic',
    CLIP_stop_at_last_layers: chosen.CLIP_stop_at_last_layers ?? 1,
    samples_format: 'png',
    samples_save: true,
    grid_save: false,
    return_grid: false,
    live_previews_enable: true,
    show_progress_type: 'Approx cheap',
    live_previews_image_format: 'jpeg',
    randn_source: 'CPU',
  }
}

/** A1111 itself answers null for what was never chosen, and Open WebUI posts "" where no model is set. */
export const postedOptions = z.object({
  sd_model_checkpoint: open(z.string()),
  CLIP_stop_at_last_layers: open(clipSkip),
})

/**
 * What a key has chosen after `POST /sdapi/v1/options`. Clients send the whole of what they were told back: what can't be changed here
 * stays as it is, as the next GET tells.
 * @throws {ApiError} 400 for what is no option's value, 422 for a model that is not here, as A1111 refuses it
 */
export function optionsAfter(
  before: ChosenOptions,
  posted: unknown,
  models: readonly ModelFacts[],
): ChosenOptions {
  const { sd_model_checkpoint: name, CLIP_stop_at_last_layers: skip } = parse(postedOptions, posted)
  const after = { ...before, ...(skip !== undefined && { CLIP_stop_at_last_layers: skip }) }
  if (name === undefined || name === '') return after
  const model = modelByName(models, name)
  if (model === undefined) {
    const message = `There is no model ${name}; there are ${models.map((one) => one.name).join(', ')}.`
    throw new ApiError(422, 'unknown_model', message, { param: 'sd_model_checkpoint' })
  }
  return { ...after, sd_model_checkpoint: model.name }
}
