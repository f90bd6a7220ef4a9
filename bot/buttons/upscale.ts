import type { Button } from '#bot/contract/component.ts'
import { enlarge } from '#bot/pictures/enlarge.ts'

/** Twice the width and height; the menu has other factors. */
export const upscale: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) => enlarge(interaction, imageId, deps, 2),
}
