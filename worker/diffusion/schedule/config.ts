import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'

/** A key that is absent or null has the default of the scheduler's class, as in diffusers. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

/**
 * What diffusers' `from_config` reads of `scheduler/scheduler_config.json`, for all the classes together. Every scheduler
 * takes what its class knows and ignores the rest; defaults stand in the schedulers, since the classes differ in them.
 */
export const schedulerConfigSchema = z.object({
  num_train_timesteps: optional(z.int().min(1)),
  beta_start: optional(z.number()),
  beta_end: optional(z.number()),
  beta_schedule: optional(
    z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2', 'sigmoid', 'laplace', 'exp']),
  ),
  trained_betas: optional(z.array(z.number()).min(1)),
  rescale_betas_zero_snr: optional(z.boolean()),

  prediction_type: optional(z.enum(['epsilon', 'v_prediction', 'sample'])),
  timestep_spacing: optional(z.enum(['linspace', 'leading', 'trailing'])),
  steps_offset: optional(z.int()),

  clip_sample: optional(z.boolean()),
  clip_sample_range: optional(z.number().positive()),
  thresholding: optional(z.boolean()),
  dynamic_thresholding_ratio: optional(z.number().min(0).max(1)),
  sample_max_value: optional(z.number().positive()),

  set_alpha_to_one: optional(z.boolean()),
  skip_prk_steps: optional(z.boolean()),
  variance_type: optional(
    z.enum(['fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log', 'learned', 'learned_range']),
  ),

  use_karras_sigmas: optional(z.boolean()),
  use_exponential_sigmas: optional(z.boolean()),
  use_beta_sigmas: optional(z.boolean()),
  use_lu_lambdas: optional(z.boolean()),
  use_flow_sigmas: optional(z.literal(false)),
  sigma_min: optional(z.number().positive()),
  sigma_max: optional(z.number().positive()),
  final_sigmas_type: optional(z.enum(['zero', 'sigma_min'])),
  interpolation_type: optional(z.enum(['linear', 'log_linear'])),
  timestep_type: optional(z.enum(['discrete', 'continuous'])),

  solver_order: optional(z.int().min(1).max(3)),
  solver_type: optional(z.enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])),
  algorithm_type: optional(z.enum(['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++', 'deis'])),
  lower_order_final: optional(z.boolean()),
  euler_at_final: optional(z.boolean()),
  lambda_min_clipped: optional(z.number().or(z.literal(-Infinity))),
  predict_x0: optional(z.boolean()),
  disable_corrector: optional(z.array(z.int())),

  original_inference_steps: optional(z.int().min(1)),
  timestep_scaling: optional(z.number()),
})

export type SchedulerConfig = z.infer<typeof schedulerConfigSchema>

/**
 * Reads the text of a `scheduler_config.json`. Python writes an infinity (`lambda_min_clipped`) as a bare word, which JSON
 * hasn't. Throws `PaintError` `bad_model` with what is wrong in it.
 */
export function parseSchedulerConfig(text: string): SchedulerConfig {
  let json: unknown
  try {
    json = JSON.parse(text.replaceAll(/(?<=[:[,]\s*)(-?)Infinity/g, '$11e999'))
  } catch (cause) {
    throw new PaintError('bad_model', 'scheduler_config.json is not JSON: copy it from the model again.', {
      cause,
    })
  }
  const parsed = schedulerConfigSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PaintError(
    'bad_model',
    `scheduler_config.json has a value that is not supported (${issue?.path.join('.')}: ${issue?.message}): use a model of the Stable Diffusion 1.x or 2.x family.`,
  )
}
