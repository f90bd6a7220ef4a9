import type { RgbPixels } from '#diffusion/contract.ts'

/** Luma, ITU-R BT.601, 0 … 255. */
function grey({ data }: RgbPixels): Float64Array {
  const luma = (at: number) =>
    0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
  return Float64Array.from({ length: data.length / 3 }, (_, i) => luma(i * 3))
}

const windowSide = 11
const windowSigma = 1.5
/** The constants that keep the quotients steady, of pictures from 0 to 255. */
const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]

/**
 * Structural similarity of two pictures of one size, 1 where they are equal: mean over all places of an 11 × 11 Gaussian window in their
 * greys (Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity").
 */
export function ssim(a: RgbPixels, b: RgbPixels): number {
  const { width, height } = a
  const [x, y] = [grey(a), grey(b)]
  const product = (p: Float64Array, q: Float64Array) => p.map((value, i) => value * (q[i] ?? 0))
  const [meanX, meanY, meanXx, meanYy, meanXy] = [x, y, product(x, x), product(y, y), product(x, y)].map(
    (values) => blurred(values, width, height),
  )
  let sum = 0
  const places = meanX?.length ?? 0
  for (let i = 0; i < places; i++) {
    const [mx, my] = [meanX?.[i] ?? 0, meanY?.[i] ?? 0]
    const varianceX = (meanXx?.[i] ?? 0) - mx ** 2
    const varianceY = (meanYy?.[i] ?? 0) - my ** 2
    const covariance = (meanXy?.[i] ?? 0) - mx * my
    sum +=
      ((2 * mx * my + c1) * (2 * covariance + c2)) / ((mx ** 2 + my ** 2 + c1) * (varianceX + varianceY + c2))
  }
  return sum / places
}

/** Weighted means where the whole window lies inside. */
function blurred(values: Float64Array, width: number, height: number): Float64Array {
  const middle = (windowSide - 1) / 2
  const raw = Array.from({ length: windowSide }, (_, i) =>
    Math.exp(-((i - middle) ** 2) / (2 * windowSigma ** 2)),
  )
  const whole = raw.reduce((sum, weight) => sum + weight, 0)
  const weights = raw.map((weight) => weight / whole)
  const columns = width - windowSide + 1
  const rows = height - windowSide + 1
  const across = new Float64Array(columns * height)
  for (let i = 0; i < across.length; i++) {
    const from = Math.floor(i / columns) * width + (i % columns)
    across[i] = weights.reduce((sum, weight, k) => sum + weight * (values[from + k] ?? 0), 0)
  }
  return new Float64Array(columns * rows).map((_, i) =>
    weights.reduce((sum, weight, k) => sum + weight * (across[i + k * columns] ?? 0), 0),
  )
}

/** Peak signal-to-noise ratio in dB; infinite where the pictures are equal. */
export function psnr(a: RgbPixels, b: RgbPixels): number {
  const squares = a.data.reduce((sum, value, i) => sum + (value - (b.data[i] ?? 0)) ** 2, 0)
  return 10 * Math.log10(255 ** 2 / (squares / a.data.length))
}
