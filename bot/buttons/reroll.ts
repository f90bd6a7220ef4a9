import type { Button } from '#bot/component.ts'
import { randomSeed } from '#bot/imagine-options.ts'
import { repaintRequest } from '#bot/repaint.ts'
import { settingsOf } from '#db/generations.ts'

/** The same settings with a new seed; of a grid, a new grid. */
export const reroll: Button = {
  acknowledge: 'picture',
  action: 'reroll',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'reroll', ({ generation }) => ({
      count: settingsOf(generation).count,
      seed: randomSeed(),
      variations: [],
    })),
}
