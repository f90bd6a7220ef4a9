import { PaintError } from '#diffusion/errors.ts'
import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import { ddim } from './ddim.ts'
import { ddpm } from './ddpm.ts'
import { deis } from './deis.ts'
import { dpmSolverMultistep } from './dpm-solver-multistep.ts'
import { dpmSolverSinglestep } from './dpm-solver-singlestep.ts'
import { euler } from './euler.ts'
import { eulerAncestral } from './euler-ancestral.ts'
import { heun } from './heun.ts'
import { kdpm2 } from './kdpm2.ts'
import { kdpm2Ancestral } from './kdpm2-ancestral.ts'
import { lcm } from './lcm.ts'
import { lms } from './lms.ts'
import { pndm } from './pndm.ts'
import type { Scheduler, SchedulerFactory } from './scheduler.ts'
import type { SchedulerSlug } from './slugs.ts'
import { tcd } from './tcd.ts'
import { unipc } from './unipc.ts'

const karras: Partial<SchedulerConfig> = {
  use_karras_sigmas: true,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_lu_lambdas: false,
}

const plusPlus: Partial<SchedulerConfig> = { algorithm_type: 'dpmsolver++' }
const stochasticPlusPlus: Partial<SchedulerConfig> = { algorithm_type: 'sde-dpmsolver++' }

/** The class of each slug, and what the slug says itself about its options: that wins over the model's file. */
const schedulers: Record<SchedulerSlug, readonly [SchedulerFactory, Partial<SchedulerConfig>?]> = {
  ddim: [ddim],
  ddpm: [ddpm],
  pndm: [pndm],
  lms: [lms],
  lms_karras: [lms, karras],
  euler: [euler],
  euler_karras: [euler, karras],
  euler_a: [eulerAncestral],
  heun: [heun],
  heun_karras: [heun, karras],
  dpmpp_2m: [dpmSolverMultistep, plusPlus],
  dpmpp_2m_karras: [dpmSolverMultistep, { ...plusPlus, ...karras }],
  dpmpp_2m_sde: [dpmSolverMultistep, stochasticPlusPlus],
  dpmpp_2m_sde_karras: [dpmSolverMultistep, { ...stochasticPlusPlus, ...karras }],
  dpmpp_2s: [dpmSolverSinglestep],
  kdpm2: [kdpm2],
  kdpm2_a: [kdpm2Ancestral],
  unipc: [unipc],
  unipc_karras: [unipc, karras],
  deis: [deis],
  lcm: [lcm],
  tcd: [tcd],
}

/**
 * The scheduler of one image's run: what diffusers' class makes of `from_config(config, …)` and `set_timesteps(steps)`, and for
 * image-to-image and inpainting of the pipeline's `get_timesteps(steps, strength)`: only the last
 * `int(steps · strength)` steps are run. PNDM has one UNet call more than steps, and image-to-image paints with that one where
 * no step is left; inpainting (`begin` with a mask) refuses to.
 * Throws `PaintError` `bad_request` for a number of steps, or a strength, that leaves nothing to run or can't be run.
 */
export function createScheduler(
  slug: SchedulerSlug,
  config: SchedulerConfig,
  steps: number,
  begin?: { strength: number; mask?: unknown },
): Scheduler {
  const most = config.num_train_timesteps ?? 1000
  if (steps > most) {
    throw new PaintError(
      'bad_request',
      `${steps} steps are more than the model was trained with: use at most ${most}.`,
    )
  }
  if (steps < 1) throw new PaintError('bad_request', 'At least 1 step is needed.')
  const run = begin ? Math.min(Math.trunc(steps * begin.strength), steps) : steps
  const [factory, options] = schedulers[slug]
  const scheduler = factory({ ...config, ...options }, steps, steps - run)
  const runsNothing = scheduler.timesteps.length === 0 || (begin?.mask !== undefined && run < 1)
  if (begin && runsNothing) {
    throw new PaintError(
      'bad_request',
      `A strength of ${begin.strength} leaves none of ${steps} steps to run: use more steps or a higher strength.`,
    )
  }
  return scheduler
}
