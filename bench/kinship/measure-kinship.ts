import { maxSeed, variationStrengths } from '#core/generation.ts'
import { enlarged } from '#core/upscale.ts'
import type { Paint, PaintRequest, RgbPixels } from '#diffusion/contract.ts'
import { paintInTiles } from '#worker/tiles/paint-in-tiles.ts'
import {
  compositionDifference,
  detail,
  largestDifference,
  meanDifference,
  resized,
} from './picture-measures.ts'

/** Means over the pictures; differences of 255. */
export interface KinshipMeasured {
  pictures: number
  /** From the parent, pixel by pixel. */
  subtle: number
  strong: number
  reroll: number
  rerollComposition: number
  /** Largest difference of the same seed painted again alone, after it was painted among others. */
  sameSeed: number
  upscale: Record<'whole' | 'tiles', UpscaleMeasured>
}

export interface UpscaleMeasured {
  /** Fine detail (root mean square of what a blur of one pixel takes away), and that of plain resampling to the same size. */
  detail: number
  detailOfResampling: number
  /** Pictures of all with more detail than plain resampling has. */
  sharper: number
  /** From the parent, both at a quarter of its size: how far the composition moved. `Reroll`'s is what another picture has. */
  composition: number
}

const subjects = ['dragon', 'castle', 'cat', 'boat', 'whale']
const rest = ['red|in the mountains|by day|poster', 'blue|at sea|at sunset|watercolour']
const others = ['green|in the forest|at night|poster', 'golden|in the desert|at sunset|watercolour']

/** Twenty prompts that a small model of ours knows; any other knows the words, too. */
function promptOf(nth: number): string {
  const [colour, setting, time, style] = ([...rest, ...others][nth % 4] ?? '').split('|')
  return `a ${colour} ${subjects[nth % subjects.length]} ${setting} ${time}, ${style}`
}

export async function measureKinship(
  paint: Paint,
  base: Omit<PaintRequest, 'prompt' | 'seed'>,
  pictures: number,
  say: (done: number) => void,
): Promise<KinshipMeasured> {
  const requests = Array.from({ length: pictures }, (_, i) => ({
    ...base,
    prompt: promptOf(i),
    seed: 1000 + i,
  }))
  // Among others: all that the engine takes at once.
  const parents = await Promise.all(requests.map((request) => picture(paint, request)))
  const sums = { subtle: 0, strong: 0, reroll: 0, rerollComposition: 0 }
  let sameSeed = 0
  const upscale = { whole: noUpscale(), tiles: noUpscale() }
  for (const [i, request] of requests.entries()) {
    const parent = parents[i]
    if (parent === undefined) continue
    // As far from the seeds of the parents as a person's next picture is.
    const seed = (request.seed * 7919) % maxSeed
    const turned = (strength: number) => ({ ...request, variations: [{ seed, strength }] })
    sums.subtle += meanDifference(parent, await picture(paint, turned(variationStrengths.subtle)))
    sums.strong += meanDifference(parent, await picture(paint, turned(variationStrengths.strong)))
    const rerolled = await picture(paint, { ...request, seed })
    sums.reroll += meanDifference(parent, rerolled)
    sums.rerollComposition += await compositionDifference(parent, rerolled)
    sameSeed = Math.max(sameSeed, largestDifference(parent, await picture(paint, request)))
    for (const [how, wholePixels] of [
      ['whole', Infinity],
      ['tiles', 0],
    ] as const) {
      const enlarging = paintInTiles(paint, { ownSize: base, wholePixels })
      await addUpscale(upscale[how], enlarging, request, parent)
    }
    say(i + 1)
  }
  const mean = (value: number) => value / pictures
  const meanUpscale = (one: UpscaleMeasured) => ({
    ...one,
    detail: mean(one.detail),
    detailOfResampling: mean(one.detailOfResampling),
    composition: mean(one.composition),
  })
  return {
    pictures,
    subtle: mean(sums.subtle),
    strong: mean(sums.strong),
    reroll: mean(sums.reroll),
    rerollComposition: mean(sums.rerollComposition),
    sameSeed,
    upscale: { whole: meanUpscale(upscale.whole), tiles: meanUpscale(upscale.tiles) },
  }
}

const noUpscale = (): UpscaleMeasured => ({ detail: 0, detailOfResampling: 0, sharper: 0, composition: 0 })

/** The button's own settings, at twice the size. */
async function addUpscale(
  sums: UpscaleMeasured,
  paint: Paint,
  request: PaintRequest,
  parent: RgbPixels,
): Promise<void> {
  const settings = { ...request, start: null, variations: [] }
  const { width, height, steps, start } = enlarged(settings, { id: '', ...parent }, 2, 8)
  const plain = await resized(parent, width, height)
  const painted = await picture(paint, {
    ...request,
    width,
    height,
    steps,
    start: { pixels: plain, strength: start.strength },
  })
  const [fine, fineOfPlain] = await Promise.all([detail(painted), detail(plain)])
  sums.detail += fine
  sums.detailOfResampling += fineOfPlain
  if (fine > fineOfPlain) sums.sharper += 1
  sums.composition += await compositionDifference(parent, painted)
}

async function picture(paint: Paint, request: PaintRequest): Promise<RgbPixels> {
  for await (const event of paint(request)) if (event.kind === 'picture') return event.pixels
  throw new Error('nothing was painted')
}
