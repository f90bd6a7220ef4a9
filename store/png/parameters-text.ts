import { defaultSpeed, type Speed } from '#core/speeds.ts'
import { hashPairs } from './hash-pairs.ts'

/** How a picture was made, as tools of the field write it into their pictures. */
export interface PictureParameters {
  prompt: string
  negativePrompt: string
  steps: number
  /** "DPM++ 2M": without its schedule. */
  sampler: string
  /** "Karras"; left out where the sampler has its own. */
  scheduleType?: string
  guidance: number
  /** How much of the UNet's work was done; written where it isn't all. */
  speed?: Speed
  /** Rows that the UNet was given, and those that it is given where nothing is left out; written with a speed. */
  unetRuns?: { run: number; full: number }
  seed: number
  width: number
  height: number
  modelHash?: string
  model?: string
  /** Image-to-image: how much of the start image was painted over, 0 … 1. */
  strength?: number
  /** Counted as A1111 does: 1 is the last layer. */
  clipSkip?: number
  /** How its prompts were read: with weights and schedules, or as diffusers does. */
  promptSyntax?: 'a1111' | 'plain'
  /** "No norm": how weights were applied, where it isn't the usual way. */
  emphasis?: string
  /** Textual inversions, with the first twelve digits of their files' SHA-256. */
  embeddings?: readonly { name: string; hash: string }[]
  /** "CPU": torch's CPU generator; "NV": CUDA's. */
  rng?: string
  /** "ink: 0123456789ab": each LoRA's name and hash. */
  loraHashes?: string
  /** What it was painted on: "cpu", "cuda:0". */
  device?: string
}

/** A scheduler's name split the way A1111 does since 1.9: "DPM++ 2M Karras" is "DPM++ 2M" with schedule "Karras". */
export function samplerOf(schedulerName: string): { sampler: string; scheduleType?: string } {
  const karras = / Karras$/
  return karras.test(schedulerName)
    ? { sampler: schedulerName.replace(karras, ''), scheduleType: 'Karras' }
    : { sampler: schedulerName }
}

/**
 * The text of A1111's PNG chunk `parameters` (stable-diffusion-webui, `create_infotext`): the prompt, the negative prompt
 * where there is one, and one line of "Name: value" pairs.
 */
export function parametersText(parameters: PictureParameters): string {
  const { prompt, negativePrompt, width, height } = parameters
  const pairs = settings.flatMap(([name, key]) => {
    const value =
      key === 'size'
        ? `${width}x${height}`
        : key === 'tiHashes'
          ? hashPairs(parameters.embeddings ?? [])
          : said(parameters, key)
    return value === undefined ? [] : [`${name}: ${quoted(String(value))}`]
  })
  return [
    prompt,
    ...(negativePrompt === '' ? [] : [`Negative prompt: ${negativePrompt}`]),
    pairs.join(', '),
  ].join('\n')
}

/** In A1111's order. */
const settings: [
  name: string,
  key:
    | Exclude<keyof PictureParameters, 'prompt' | 'negativePrompt' | 'width' | 'height' | 'embeddings'>
    | 'size'
    | 'tiHashes',
][] = [
  ['Steps', 'steps'],
  ['Sampler', 'sampler'],
  ['Schedule type', 'scheduleType'],
  ['CFG scale', 'guidance'],
  ['Seed', 'seed'],
  ['Size', 'size'],
  ['Model hash', 'modelHash'],
  ['Model', 'model'],
  ['Denoising strength', 'strength'],
  ['Clip skip', 'clipSkip'],
  ['Emphasis', 'emphasis'],
  ['TI hashes', 'tiHashes'],
  ['Prompt syntax', 'promptSyntax'],
  ['Speed', 'speed'],
  ['UNet runs', 'unetRuns'],
  ['RNG', 'rng'],
  ['Lora hashes', 'loraHashes'],
  ['Device', 'device'],
]

/** The usual speed is not worth a word. */
function said(parameters: PictureParameters, key: Exclude<keyof PictureParameters, 'embeddings'>) {
  const { speed = defaultSpeed, unetRuns } = parameters
  if ((key === 'speed' || key === 'unetRuns') && speed === defaultSpeed) return undefined
  if (key === 'unetRuns') return unetRuns && `${unetRuns.run} of ${unetRuns.full}`
  return parameters[key]
}

/** A1111's names of the ways to apply weights, where they are written: for what is not the usual one. */
export const emphasisNames = {
  original: undefined,
  'no-norm': 'No norm',
  ignore: 'Ignore',
  none: 'None',
} as const

/** A value with a comma, a colon, a quote or a line break stands in quotes, as JSON, so that it does not end its pair too early. */
export function quoted(value: string): string {
  return /[,\n:"]/.test(value) ? JSON.stringify(value) : value
}
