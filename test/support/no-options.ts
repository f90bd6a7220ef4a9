import type { ImagineOptions } from '#bot/request/imagine-options.ts'

/** `/imagine` where nothing is chosen. */
export const noOptions: ImagineOptions = {
  prompt: '',
  negativePrompt: null,
  steps: null,
  guidance: null,
  size: null,
  seed: null,
  count: null,
  scheduler: null,
  strength: null,
  speed: null,
}
