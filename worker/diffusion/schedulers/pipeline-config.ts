import type { SchedulerConfig } from '#diffusion/schedule/config.ts'

/**
 * What diffusers' Stable Diffusion pipelines put right in a scheduler's config when they are made, whatever the file says or
 * leaves to its class: timesteps are offset by 1, and predicted latents aren't clipped as if they were pixels. The
 * inpainting pipeline leaves the clipping, and has PNDM start without Runge–Kutta steps (diffusers:
 * pipeline_stable_diffusion.py and its kin, `__init__`).
 */
export function pipelineSchedulerConfig(config: SchedulerConfig, inpainting: boolean): SchedulerConfig {
  return { ...config, steps_offset: 1, ...(inpainting ? { skip_prk_steps: true } : { clip_sample: false }) }
}
