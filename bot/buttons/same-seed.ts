import type { Button } from '#bot/contract/component.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { settingsOf } from '#db/generations.ts'

/** The identical picture once more. */
export const sameSeed: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'same_seed', () => ({})),
}

/** The same for a grid: the identical grid. */
export const sameSeedAll: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'same_seed', ({ generation }) => settingsOf(generation)),
}
