import { PersonError } from '#core/errors.ts'
import { type Preset, shippedPresets } from '#core/presets.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** @throws {PersonError} when there is no preset of that name */
export function presetNamed(name: string | null, texts: Texts): Preset | undefined {
  if (name === null) return undefined
  const preset = shippedPresets.find((one) => one.name.toLowerCase() === name.trim().toLowerCase())
  if (preset === undefined) throw new PersonError('refused', texts.refusals.unknownPreset(name))
  return preset
}
