import type { SchedulerConfig } from '#diffusion/schedule/config.ts'

/** Draws standard normal values from one image's generator, in torch's order. */
export interface NoiseSource {
  /** Fills `out` with the next `out.length` values, as one `torch.randn` of that many elements. */
  draw(out: Float32Array): void
}

/**
 * One run of one image through a scheduler: made for a number of steps (and a begin step for image-to-image), stepped once
 * a UNet call in order, then thrown away. Coefficients are float64 where diffusers' numpy is float64; samples are float32.
 * Arrays are the latents of one image, `[4, h/8, w/8]` flat; those handed in are never kept, and only those named as
 * written to are changed.
 */
export interface Scheduler {
  /** What the UNet is told before each call, in order; its length is the number of UNet calls. May be fractional. */
  readonly timesteps: Float64Array
  /** UNet calls that make one step people see: 1, or 2 for heun and kdpm2 (`scheduler.order` in diffusers). */
  readonly order: number
  /** Pure noise is multiplied by this to start text-to-image. */
  readonly initNoiseSigma: number
  /** How many times as strong as the signal the noise in the UNet's input for call `call` is ("sigma" in k-diffusion). */
  noiseRatio(call: number): number
  /** Writes the UNet's input for call `call` into `out`. */
  scaleModelInput(sample: Float32Array, call: number, out: Float32Array): void
  /** One step: replaces `sample` in place by the sample after call `call`. Stochastic schedulers draw from `noise`. */
  step(modelOutput: Float32Array, call: number, sample: Float32Array, noise: NoiseSource): void
  /** diffusers' `add_noise` at the timestep of call `call`: writes the noised `original` into `out`. */
  addNoise(original: Float32Array, noise: Float32Array, call: number, out: Float32Array): void
}

/**
 * Makes a scheduler for `steps` inference steps of which the first `begin` are left out (image-to-image).
 * Throws `PaintError` for a number of steps or a config that its class doesn't take.
 */
export type SchedulerFactory = (config: SchedulerConfig, steps: number, begin: number) => Scheduler
