import { turned } from '#bot/buttons/vary.ts'
import type { Menu } from '#bot/contract/component.ts'
import { enlarge } from '#bot/pictures/enlarge.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { variationStrengths } from '#core/generation.ts'
import { startForm } from '#messages/forms.ts'
import { type FixedMenuValue, menuValues } from '#messages/custom-id.ts'
import { settingsText } from './settings-text.ts'
import { upscalerEntry } from './upscalers.ts'

function upscaleBy(factor: number): Menu {
  return {
    acknowledge: 'picture',
    request: (interaction, imageId, deps) => enlarge(interaction, imageId, deps, factor),
  }
}

/** Kin of this picture, further away. */
const varyStrong: Menu = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'vary', ({ settings }) =>
      turned(settings, variationStrengths.strong),
    ),
}

const useAsStart: Menu = {
  acknowledge: 'modal',
  async modal(interaction, imageId, deps) {
    const { settings } = await findOriginalPicture(interaction, imageId, deps)
    return startForm(imageId, settings, interaction.locale)
  },
}

/** Every entry of the menu under a picture, by its value, beside those of upscalers. */
const menuEntries: { readonly [Value in FixedMenuValue]: Menu } = {
  vary_strong: varyStrong,
  upscale_1_5: upscaleBy(1.5),
  upscale_3: upscaleBy(3),
  upscale_4: upscaleBy(4),
  use_as_start: useAsStart,
  settings_text: settingsText,
}

/** The entry of a value that Discord sends back; undefined when it is not one of ours. */
export function menuEntryOf(value: string): Menu | undefined {
  const fixed = menuValues.find((one) => one === value)
  return fixed === undefined ? upscalerEntry(value) : menuEntries[fixed]
}
