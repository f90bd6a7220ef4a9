import type { SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'
import { schedulerConfigSchema, type SchedulerConfig } from '#diffusion/schedule/config.ts'

/** SD 1.5's scheduler/scheduler_config.json, which no single file holds. */
const stableDiffusion15 = schedulerConfigSchema.parse({
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
  clip_sample: false,
})

/**
 * How the UNet was trained, as far as the file says it: by keys that hold nothing (`v_pred`, and `ztsnr` beside it), the way people
 * mark their files for ComfyUI, or by `modelspec.prediction_type` (github.com/Stability-AI/ModelSpec).
 */
export function schedulerConfigOf({ tensors, metadata }: SafetensorsFile): SchedulerConfig {
  const marked = tensors.has('v_pred')
  const predictsVelocity =
    marked || /^v(?:_prediction)?$/i.test(metadata.get('modelspec.prediction_type') ?? '')
  return {
    ...stableDiffusion15,
    ...(predictsVelocity && { prediction_type: 'v_prediction' }),
    ...(marked && tensors.has('ztsnr') && { rescale_betas_zero_snr: true }),
  }
}
