import { defaultSpeed } from '#core/speeds.ts'
import { quoted } from '#store/png/parameters-text.ts'
import type { PictureSettings } from './picture-settings.ts'

/** A picture's settings as A1111 would write them, whichever tool they are from: as much as that tool tells. */
export function settingsText(settings: PictureSettings): string {
  const { prompt, negativePrompt, steps, sampler, schedule, guidance, seed, width, height } = settings
  const size = width === undefined || height === undefined ? undefined : `${width}x${height}`
  const pairs = Object.entries({
    Steps: steps,
    Sampler: sampler,
    'Schedule type': schedule,
    'CFG scale': guidance,
    Seed: seed,
    Size: size,
    Model: settings.model,
    'Denoising strength': settings.strength,
    'Clip skip': settings.clipSkip,
    Speed: settings.speed === defaultSpeed ? undefined : settings.speed,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${quoted(String(value))}`]))
  return [
    prompt,
    ...(negativePrompt === '' ? [] : [`Negative prompt: ${negativePrompt}`]),
    ...(pairs.length === 0 ? [] : [pairs.join(', ')]),
  ].join('\n')
}
