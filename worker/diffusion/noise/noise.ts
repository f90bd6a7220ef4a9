import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'
import { philoxNoise } from './philox.ts'
import { torchNoise } from './torch.ts'

/** The generator of one image: `torch` is that of torch's CPU, `philox` that of its CUDA. `seed`: an integer, 0 … 2^53 − 1. */
export function createNoise(rng: 'torch' | 'philox', seed: number): NoiseSource {
  return rng === 'torch' ? torchNoise(seed) : philoxNoise(seed)
}
