import type { Button } from '#bot/contract/component.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { enlarged } from '#core/upscale.ts'

/** Twice the width and height; the menu has other factors. */
export const upscale: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'upscale', ({ image, settings }) =>
      enlarged(settings, image, 2),
    ),
}
