import { expect, test } from 'vitest'
import { guidanceEmbedding } from './guidance-embedding.ts'

test('is what diffusers’ get_guidance_scale_embedding gives for scale 8 and width 8', () => {
  const diffusers = [0.50689, -0.97047, 0.58665, 0.64422, 0.86201, -0.24122, -0.80984, 0.76484]
  const embedding = guidanceEmbedding(8, 8)
  // Its angles go up to 7000, where float32 is exact to 2e-4.
  for (const [i, value] of diffusers.entries()) expect(embedding[i]).toBeCloseTo(value, 3)
})

test('an odd width ends in zero', () => {
  expect(guidanceEmbedding(3, 5)[4]).toBe(0)
})
