import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import type { SchedulerConfig } from '#diffusion/schedule/config.ts'

/** Of a UNet's input and output at a timestep: how much of each makes the picture that it sees behind the noise. */
export type CleanShare = (timestep: number) => { ofSample: number; ofOutput: number }

export function createCleanShare(config: SchedulerConfig): CleanShare {
  const { alphasCumprod } = noiseSchedule(config, ddpmBetas)
  const prediction = config.prediction_type ?? 'epsilon'
  return (timestep) => {
    const alpha = alphasCumprod[Math.round(timestep)] ?? 1
    const signal = Math.sqrt(alpha)
    const noise = Math.sqrt(1 - alpha)
    switch (prediction) {
      case 'epsilon':
        return { ofSample: 1 / signal, ofOutput: -noise / signal }
      case 'v_prediction':
        return { ofSample: signal, ofOutput: -noise }
      case 'sample':
        return { ofSample: 0, ofOutput: 1 }
    }
  }
}
