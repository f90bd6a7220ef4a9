import { optionsOfSettings } from '#bot/pictures/options-of-settings.ts'
import type { ImagineOptions } from '#bot/request/imagine-options.ts'
import { settingChangeText } from '#messages/setting-changes.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { hasNegativePrompt, hasSettingsLine, settingsOfParameters } from '#store/settings/a1111.ts'

/**
 * A prompt as A1111 and sites copy it, with "Negative prompt:" and a line of settings behind it: they are taken as options, which those
 * that a person chose go before.
 * @returns `said`: what the person is told of it
 */
export function withPastedSettings(
  asked: ImagineOptions,
  under: Parameters<typeof optionsOfSettings>[1],
  locale: string,
): { options: ImagineOptions; said: string[] } {
  if (!hasSettingsLine(asked.prompt) && !hasNegativePrompt(asked.prompt)) return { options: asked, said: [] }
  const { options: pasted, changes } = optionsOfSettings(settingsOfParameters(asked.prompt), under)
  const options: ImagineOptions = {
    ...pasted,
    negativePrompt: asked.negativePrompt ?? pasted.negativePrompt,
    steps: asked.steps ?? pasted.steps,
    guidance: asked.guidance ?? pasted.guidance,
    size: asked.size ?? pasted.size,
    seed: asked.seed ?? pasted.seed,
    count: asked.count,
    scheduler: asked.scheduler ?? pasted.scheduler,
    strength: asked.strength,
    speed: asked.speed ?? pasted.speed ?? null,
  }
  const chosen: Partial<Record<(typeof changes)[number]['setting'], unknown>> = {
    ...asked,
    sampler: asked.scheduler,
    negative_prompt: asked.negativePrompt,
    prompt: null,
  }
  const said = changes
    .filter(({ setting }) => (chosen[setting] ?? null) === null)
    .map((change) => settingChangeText(change, locale))
  return { options, said: [textsFor(locale).prompts.pasted, ...said] }
}
