import { PaintError } from '#diffusion/errors.ts'
import type { SchedulerConfig } from './config.ts'
import { ddim } from './ddim.ts'
import { dpmSolverMultistep } from './dpm-solver-multistep.ts'
import { euler } from './euler.ts'
import { pndm } from './pndm.ts'
import type { Scheduler, SchedulerFactory } from './scheduler.ts'
import type { SchedulerSlug } from './slugs.ts'

const karras: Partial<SchedulerConfig> = {
  use_karras_sigmas: true,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_lu_lambdas: false,
}

/** The class of each slug, and what the slug says itself about its options: that wins over the model's file. */
const classes: Partial<Record<SchedulerSlug, [SchedulerFactory, Partial<SchedulerConfig>]>> = {
  ddim: [ddim, {}],
  pndm: [pndm, {}],
  euler: [euler, {}],
  euler_karras: [euler, karras],
  dpmpp_2m: [dpmSolverMultistep, { algorithm_type: 'dpmsolver++' }],
  dpmpp_2m_karras: [dpmSolverMultistep, { algorithm_type: 'dpmsolver++', ...karras }],
  dpmpp_2m_sde: [dpmSolverMultistep, { algorithm_type: 'sde-dpmsolver++' }],
  dpmpp_2m_sde_karras: [dpmSolverMultistep, { algorithm_type: 'sde-dpmsolver++', ...karras }],
}

/**
 * The scheduler of one image's run: what diffusers' class makes of `from_config(config, …)` and `set_timesteps(steps)`, and for
 * image-to-image and inpainting of the pipeline's `get_timesteps(steps, strength)`: only the last
 * `int(steps · strength)` steps are run.
 * Throws `PaintError` `bad_request` for a number of steps, or a strength, that leaves nothing to run or can't be run.
 */
export function createScheduler(
  slug: SchedulerSlug,
  config: SchedulerConfig,
  steps: number,
  begin?: { strength: number },
): Scheduler {
  const most = config.num_train_timesteps ?? 1000
  if (steps > most) {
    throw new PaintError(
      'bad_request',
      `${steps} steps are more than the model was trained with: use at most ${most}.`,
    )
  }
  const run = begin ? Math.min(Math.trunc(steps * begin.strength), steps) : steps
  if (run < 1) {
    throw new PaintError(
      'bad_request',
      begin
        ? `A strength of ${begin.strength} leaves none of ${steps} steps to run: use more steps or a higher strength.`
        : 'At least 1 step is needed.',
    )
  }
  const found = classes[slug]
  if (!found) throw new PaintError('bad_request', `${slug} is not there yet.`)
  const [factory, options] = found
  return factory({ ...config, ...options }, steps, steps - run)
}
