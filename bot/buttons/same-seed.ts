import type { PictureButton } from '#bot/command.ts'
import { repaintRequest } from '#bot/repaint.ts'

/** The identical picture once more. */
export const sameSeed: PictureButton = {
  acknowledge: 'picture',
  action: 'same_seed',
  request: (interaction, imageId, deps) => repaintRequest(interaction, imageId, deps, 'same_seed', {}),
}
