import type { RgbPixels } from '#diffusion/contract.ts'
import { newValues, type Values } from '#diffusion/session/values.ts'

/** RGB from 0 to 255; not whole numbers where something between was put in. */
export interface UnroundedPixels {
  width: number
  height: number
  data: ArrayLike<number>
}

/** Adding and taking away 1.5 · 2^52 rounds a double to the nearest integer, halves to the even one, as numpy does. */
const roundHalfEven = 6_755_399_441_055_744

/** The VAE's pixels, `[1, 3, height, width]` in −1 … 1, as 8-bit RGB the way diffusers' image processor makes it. */
export function toRgb({ dims, data: planes }: Values): RgbPixels {
  const [, , height = 0, width = 0] = dims
  const size = width * height
  const data = new Uint8Array(size * 3)
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < size; i++) {
      const unit = Math.fround((planes[channel * size + i] ?? 0) / 2 + 0.5)
      const clamped = unit < 0 ? 0 : unit > 1 ? 1 : unit
      data[i * 3 + channel] = Math.fround(clamped * 255) + roundHalfEven - roundHalfEven
    }
  }
  return { width, height, data }
}

/** 8-bit RGB as the VAE's encoder takes it: `[1, 3, height, width]`, `2 · (value / 255) − 1`. */
export function fromRgb({ width, height, data }: UnroundedPixels): Values {
  const values = newValues([1, 3, height, width])
  const size = width * height
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < size; i++) {
      values.data[channel * size + i] = 2 * Math.fround((data[i * 3 + channel] ?? 0) / 255) - 1
    }
  }
  return values
}
