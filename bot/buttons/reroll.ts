import type { PictureButton } from '#bot/command.ts'
import { randomSeed } from '#bot/imagine-options.ts'
import { repaintRequest } from '#bot/repaint.ts'

/** The same settings with a new seed. */
export const reroll: PictureButton = {
  acknowledge: 'picture',
  action: 'reroll',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'reroll', { seed: randomSeed() }),
}
