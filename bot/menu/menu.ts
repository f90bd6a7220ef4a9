import { turned } from '#bot/buttons/vary.ts'
import type { MenuEntry } from '#bot/contract/component.ts'
import { findOriginalPicture, repaintRequest } from '#bot/pictures/repaint.ts'
import { variationStrengths } from '#core/generation.ts'
import { enlarged } from '#core/upscale.ts'
import { startForm } from '#messages/forms.ts'
import type { MenuValue } from '#messages/custom-id.ts'
import { settingsText } from './settings-text.ts'

function upscaleBy(value: MenuValue, factor: number): MenuEntry {
  return {
    acknowledge: 'picture',
    value,
    request: (interaction, imageId, deps) =>
      repaintRequest(interaction, imageId, deps, 'upscale', ({ image, settings }) =>
        enlarged(settings, image, factor),
      ),
  }
}

/** Kin of this picture, further away. */
const varyStrong: MenuEntry = {
  acknowledge: 'picture',
  value: 'vary_strong',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'vary', ({ settings }) =>
      turned(settings, variationStrengths.strong),
    ),
}

const useAsStart: MenuEntry = {
  acknowledge: 'modal',
  value: 'use_as_start',
  async modal(interaction, imageId, deps) {
    const { settings } = await findOriginalPicture(interaction, imageId, deps)
    return startForm(imageId, settings, interaction.locale)
  },
}

/** Every entry of the menu under a picture, in its order. */
export const menuEntries: readonly MenuEntry[] = [
  varyStrong,
  upscaleBy('upscale_1_5', 1.5),
  upscaleBy('upscale_3', 3),
  upscaleBy('upscale_4', 4),
  useAsStart,
  settingsText,
]
