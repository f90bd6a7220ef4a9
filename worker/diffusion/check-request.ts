import { type PaintRequest, repaintedFrom, type StartImage } from './contract.ts'
import { PaintError } from './errors.ts'
import { maxCount, maxSide, maxSteps, minSide, minSteps, sideMultiple } from './limits.ts'
import { speeds } from './speeds.ts'
import { schedulerNames } from './schedulers/slugs.ts'

/** What no model can paint is refused before anything is loaded. @throws PaintError `bad_request` naming the value */
export function checkRequest(request: PaintRequest): void {
  const { steps, guidance, width, height, seed, count, scheduler, rng, clipSkip, start } = request
  const { variations, loras, speed = 'exact' } = request
  refuse(
    !Number.isInteger(steps) || steps < minSteps || steps > maxSteps,
    `steps must be a whole number from ${minSteps} to ${maxSteps}, not ${steps}.`,
  )
  refuse(!Number.isFinite(guidance), `guidance must be a number, not ${guidance}.`)
  for (const [side, pixels] of [
    ['width', width],
    ['height', height],
  ] as const) {
    refuse(
      !Number.isInteger(pixels) || pixels < minSide,
      `${side} must be a whole number of pixels, at least ${minSide}, not ${pixels}.`,
    )
    refuse(pixels > maxSide, `${side} must be at most ${maxSide} pixels, not ${pixels}.`)
    refuse(
      pixels % sideMultiple !== 0,
      `${side} must be a multiple of ${sideMultiple}, not ${pixels}: ${pixels - (pixels % sideMultiple)} or ${pixels - (pixels % sideMultiple) + sideMultiple} would do.`,
    )
  }
  refuse(
    !Number.isSafeInteger(seed) || seed < 0,
    `seed must be a whole number from 0 to 2^53 − 1, not ${seed}.`,
  )
  refuse(
    !Number.isInteger(count) || count < 1 || count > maxCount,
    `count must be a whole number from 1 to ${maxCount}, not ${count}.`,
  )
  refuse(
    !Object.hasOwn(schedulerNames, scheduler),
    `There is no scheduler "${scheduler}": use one of ${Object.keys(schedulerNames).join(', ')}.`,
  )
  refuse(!speeds.includes(speed), `speed must be one of ${speeds.join(', ')}, not "${speed}".`)
  refuse(rng !== 'torch' && rng !== 'philox', `rng must be torch or philox, not "${rng}".`)
  refuse(
    !Number.isInteger(clipSkip) || clipSkip < 0,
    `clip skip must be a whole number from 1, not ${clipSkip + 1}.`,
  )
  for (const variation of variations ?? []) {
    refuse(
      !Number.isSafeInteger(variation.seed) || variation.seed < 0,
      `A variation's seed must be a whole number from 0 to 2^53 − 1, not ${variation.seed}.`,
    )
    refuse(
      !(variation.strength >= 0 && variation.strength <= 1),
      `A variation's strength must be a number from 0 to 1, not ${variation.strength}.`,
    )
  }
  for (const { file, weight, textWeight } of loras ?? [])
    refuse(
      !Number.isFinite(weight) || !Number.isFinite(textWeight),
      `The weights of the LoRA ${file} must be numbers, not ${weight} and ${textWeight}.`,
    )
  if (start) checkStart(start, width, height)
}

function checkStart({ pixels, mask, strength }: StartImage, width: number, height: number): void {
  refuse(!(strength >= 0 && strength <= 1), `strength must be a number from 0 to 1, not ${strength}.`)
  refuse(
    pixels.width !== width || pixels.height !== height || pixels.data.length !== width * height * 3,
    `The start image is ${pixels.width}x${pixels.height}, but the picture ${width}x${height}: fit it first.`,
  )
  refuse(
    mask !== undefined &&
      (mask.width !== width || mask.height !== height || mask.data.length !== width * height),
    `The mask is ${mask?.width}x${mask?.height}, but the picture ${width}x${height}: both must have one size.`,
  )
  refuse(
    mask !== undefined && !mask.data.some((grey) => grey >= repaintedFrom),
    'The mask has no white, so that nothing would be repainted: make it white where the picture is to be painted anew.',
  )
}

function refuse(wrong: boolean, sentence: string): void {
  if (wrong) throw new PaintError('bad_request', sentence)
}
