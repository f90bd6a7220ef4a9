import type { Model } from '#diffusion/model/model.ts'

/** The result of a model on a device: outputs to compare with another device's, and the time of a step. */
export interface Trial {
  /** Seconds of one UNet run at the model's own size, with guidance. */
  stepSeconds: number
  /** Small runs of the text encoder and the UNet, and a small picture's pixels (0 … 255). */
  hiddenStates: Float32Array
  noise: Float32Array
  pixels: Uint8Array
  /** Parts may have been computed in float16. */
  float16: boolean
}

/** A timestep in the middle, where a UNet's answer depends on all it is given. */
const timestep = 500
const text = 'a red dragon'
/** A slower first step is taken as the measurement: on a CPU a second step would not be faster, as nothing is compiled. */
const longStepSeconds = 3

/** Runs a model's parts on its device. `float16`: whether they may be computed in that. */
export async function tryModel(model: Model, float16: boolean): Promise<Trial> {
  const { files, unet, vaeDecoder, device } = model
  const conditioning = await model.condition(text, 0)
  const { data: hiddenStates } = conditioning.hiddenStates
  const small = 2 ** files.unetDownsamplings

  const run = async (rows: number, side: number) => {
    const batch = unet.batch(rows, side, side, conditioning)
    for (let row = 0; row < rows; row++) {
      batch.setRow(row, timestep, conditioning)
      batch.samples[row]?.set(noiseLike(4 * side * side))
    }
    const started = performance.now()
    await batch.run()
    return {
      answer: batch.outputs[0]?.slice() ?? new Float32Array(),
      seconds: (performance.now() - started) / 1000,
    }
  }
  const { answer: noise } = await run(1, small)
  const { data: pixels } = await vaeDecoder.decode(noiseLike(4 * small * small), small, small)
  const first = await run(2, files.sampleSize)
  const again =
    device.provider === 'cpu' && first.seconds > longStepSeconds ? first : await run(2, files.sampleSize)
  return { stepSeconds: again.seconds, hiddenStates: hiddenStates.slice(), noise, pixels, float16 }
}

/** Part of a standard deviation by which numbers may be off: half precision stays below it. */
const allowedDifference = 1e-2
/** Steps of 255, as the pictures of one model may differ between machines. */
const allowedPixels = 3

/** Why a trial's answers are not the reference's; undefined where they are. */
export function differenceOf(trial: Trial, reference: Trial): string | undefined {
  for (const [part, key] of [
    ['text encoder', 'hiddenStates'],
    ['UNet', 'noise'],
  ] as const) {
    if (!trial[key].every(Number.isFinite)) return `its ${part} gives no numbers`
    const off = largestDifference(trial[key], reference[key]) / deviation(reference[key])
    if (!(off <= allowedDifference))
      return `its ${part} is off by ${off.toPrecision(2)} of the standard deviation, where ${allowedDifference} is allowed`
  }
  const off = largestDifference(trial.pixels, reference.pixels)
  return off <= allowedPixels
    ? undefined
    : `its pictures are off by ${off} of 255, where ${allowedPixels} is allowed`
}

/** Values as a normal distribution's, the same on every machine. */
function noiseLike(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sqrt(2) * Math.sin(12.9898 * (i + 1) ** 1.1))
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Infinity
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN))
    if (!(difference <= most)) most = difference
  }
  return most
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
