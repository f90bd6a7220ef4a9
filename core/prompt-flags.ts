import { isPainted, sideMax, sideMin } from './size.ts'
import { type Speed, speeds } from './speeds.ts'

/** Midjourney's flags at a prompt's end for which we have a setting. Values are parsed, not yet checked. */
export interface PromptFlags {
  /** `--ar 3:2` */
  aspect?: Aspect
  /** `--seed 7` */
  seed?: number
  /** `--no fog, people`: joins the negative prompt. */
  no?: string
  /** `--repeat 4`: pictures */
  repeat?: number
  /** `--steps 30` */
  steps?: number
  /** `--cfg 7`: guidance */
  guidance?: number
  /** `--iw 0.6`: how much a start image weighs */
  imageWeight?: number
  /** `--draft`, `--speed fast` */
  speed?: Speed
}

export interface FlaggedPrompt {
  /** The prompt without its flags. */
  prompt: string
  flags: PromptFlags
  /** Flags we do not have, or whose value makes no sense, as they were typed. */
  ignored: string[]
}

type Reader = (value: string) => PromptFlags | undefined

const number =
  (name: 'seed' | 'repeat' | 'steps' | 'guidance' | 'imageWeight', pattern: RegExp): Reader =>
  (value) =>
    pattern.test(value) ? { [name]: Number(value) } : undefined
const whole = /^\d+$/
const decimal = /^\d+(\.\d+)?$/

/** A ratio of width to height, such as 3:2. */
export interface Aspect {
  width: number
  height: number
}

function readAspect(value: string, between: string): Aspect | undefined {
  const number = String.raw`(\d{1,5}(?:\.\d{1,5})?)`
  const match = new RegExp(`^\\s*${number}\\s*[${between}]\\s*${number}\\s*$`).exec(value)
  const [width, height] = [Number(match?.[1]), Number(match?.[2])]
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** `3:2` where a size may stand, too: `3x2` would be one. */
export const ratioOf = (text: string): Aspect | undefined => readAspect(text, ':/')

const aspect: Reader = (value) => {
  const read = readAspect(value, ':x/')
  return read && { aspect: read }
}

const speed: Reader = (value) => {
  const named = speeds.find((one) => one === value.toLowerCase())
  return named && { speed: named }
}

const readers: Record<string, Reader> = {
  ar: aspect,
  aspect,
  seed: number('seed', whole),
  no: (value) => (value === '' ? undefined : { no: value }),
  repeat: number('repeat', whole),
  r: number('repeat', whole),
  steps: number('steps', whole),
  cfg: number('guidance', decimal),
  iw: number('imageWeight', decimal),
  speed,
  draft: (value) => (value === '' ? { speed: 'draft' } : undefined),
}

/** Midjourney's flags that we have no setting for. Behind a long dash, only these and ours count as flags. */
const foreign = new Set(
  'chaos c quality q stylize s style v version niji tile weird w stop video sref cref oref cw sw sv ow p profile raw fast turbo relax hd exp stealth public test testp upbeta uplight creative'.split(
    ' ',
  ),
)

/** Phones turn `--` into a dash: `—ar`, `–ar`. */
const flagStart = /(?:^|\s)(--|—|–)([a-z]+)(?=\s|$)/gi

/** Takes the flags off a prompt's end. A dash inside a sentence is no flag. */
export function parsePromptFlags(text: string): FlaggedPrompt {
  const starts = [...text.matchAll(flagStart)].filter(([, dash, name = '']) => {
    const known = name.toLowerCase()
    return dash === '--' || known in readers || foreign.has(known)
  })
  const [first] = starts
  if (first === undefined) return { prompt: text.trim(), flags: {}, ignored: [] }
  const flags: PromptFlags = {}
  const ignored: string[] = []
  starts.forEach((start, i) => {
    const from = start.index + start[0].length
    const value = text.slice(from, starts[i + 1]?.index ?? text.length).trim()
    const name = (start[2] ?? '').toLowerCase()
    const read = readers[name]?.(value)
    if (read === undefined) ignored.push(`--${name}${value === '' ? '' : ` ${value}`}`)
    else Object.assign(flags, read)
  })
  return { prompt: text.slice(0, first.index).trim(), flags, ignored }
}

/** Sides come in this share of the model's own: even where a UNet takes any size, it paints best what it can halve evenly. */
const sideStep = 1 / 8

/**
 * The size with this aspect and about the area of the model's own size, in multiples of `multiple` pixels: of so many of them as
 * fit into an eighth of the model's own width.
 */
export function sizeForAspect(
  aspect: Aspect,
  own: { width: number; height: number },
  multiple: number,
): { width: number; height: number } {
  const area = own.width * own.height
  const ratio = aspect.width / aspect.height
  const step = multiple * Math.max(1, Math.floor((own.width * sideStep) / multiple))
  const round = (pixels: number) => Math.max(step, Math.round(pixels / step) * step)
  return { width: round(Math.sqrt(area * ratio)), height: round(Math.sqrt(area / ratio)) }
}

/** A size's own ratio in whole numbers: 320x224 is 10:7. */
export function ratioText({ width, height }: { width: number; height: number }): string {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const common = divisor(width, height)
  return `${width / common}:${height / common}`
}

/** The widest ratio to one that `sizeForAspect` finds a size for, with the area of the model's own; the tallest is its inverse. */
export function widestAspect(own: { width: number; height: number }, multiple: number): number {
  for (let ratio = sideMax / sideMin; ratio > 1; ratio--) {
    if (
      [
        { width: ratio, height: 1 },
        { width: 1, height: ratio },
      ].every((one) => isPainted(sizeForAspect(one, own, multiple), multiple))
    )
      return ratio
  }
  return 1
}

/**
 * Image weight as img2img's strength: 0 ignores the image (strength 1), 1 is half, more keeps more of it.
 */
export function strengthOfImageWeight(imageWeight: number): number {
  return 1 / (1 + imageWeight)
}

/** Whether a flag, as typed, is one that other bots have and we don't: `--v 6`, `--stylize 100`. */
export function isAbsentHere(flag: string): boolean {
  const name = /^--([a-z]+)/.exec(flag)?.[1] ?? ''
  return foreign.has(name)
}
