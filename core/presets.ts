import type { SchedulerSlug } from './schedulers.ts'
import type { Speed } from './speeds.ts'

/** A named way to paint: words added to the prompts, and settings that suit them. */
export interface Preset {
  name: string
  /** Follows the person's prompt. */
  style: string
  negativePrompt: string
  steps?: number
  guidance?: number
  scheduler?: SchedulerSlug
  speed?: Speed
}

export const presetNameMaxLength = 40
export const presetStyleMaxLength = 500
/** Presets of one person or server: as many as autocomplete and a list can show. */
export const presetsMax = 20

/** Names are told apart without regard to case. */
export function presetKey(name: string): string {
  return name.trim().toLowerCase()
}

/** The presets that every server has. */
export const shippedPresets: readonly Preset[] = [
  { name: 'Watercolour', style: 'watercolour', negativePrompt: 'neon, photo' },
  { name: 'Flat poster', style: 'flat poster, bold shapes', negativePrompt: 'watercolour, blurry' },
  { name: 'Neon', style: 'neon, glowing', negativePrompt: 'watercolour, dull' },
  {
    name: 'Quick sketch',
    style: 'simple, flat poster',
    negativePrompt: '',
    steps: 8,
    scheduler: 'dpmpp_2m_karras',
  },
  { name: 'Fine', style: 'highly detailed', negativePrompt: 'blurry, low quality', steps: 40 },
]

/** A prompt under a preset. */
export function withPreset(
  preset: Preset | undefined,
  prompt: string,
  negativePrompt: string,
): { prompt: string; negativePrompt: string } {
  if (preset === undefined) return { prompt, negativePrompt }
  return {
    prompt: joinPrompts(prompt, preset.style),
    negativePrompt: joinPrompts(negativePrompt, preset.negativePrompt),
  }
}

/** Two parts of a prompt with a comma between them, where both are there. */
export function joinPrompts(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
