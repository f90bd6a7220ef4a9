import type { Menu } from '#bot/contract/component.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { upscalersOf } from '#bot/pictures/upscalers-of.ts'
import { PersonError } from '#core/errors.ts'
import { upscaledBy } from '#core/upscale.ts'
import { upscalerOfValue } from '#messages/custom-id.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** The menu's entry of an upscaler that the model's workers have; undefined for a value of another kind. */
export function upscalerEntry(value: string): Menu | undefined {
  const name = upscalerOfValue(value)
  if (name === undefined) return undefined
  return {
    acknowledge: 'picture',
    async request(interaction, imageId, deps) {
      const { settings } = await findOriginalPicture(interaction, imageId, deps)
      const upscaler = (await upscalersOf(settings.model, deps)).find((known) => known.name === name)
      if (upscaler === undefined) {
        throw new PersonError('refused', textsFor(interaction.locale).upscalers.none(name))
      }
      return repaintRequest(interaction, imageId, deps, 'upscale', ({ image }) => upscaledBy(image, upscaler))
    },
  }
}
