import { askFirst } from '#bot/request/ask-first.ts'
import type { Button } from '#bot/contract/component.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { comparedAnew } from '#core/comparison.ts'
import { settingsOf } from '#db/generations.ts'

/** The same settings with a new seed. */
export const reroll: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'reroll', () => ({ seed: randomSeed(), variations: [] })),
}

/** The same for a grid: a new grid; for a sheet, which costs more, a new sheet once its person says yes. */
export const rerollAll: Button = {
  acknowledge: 'picture',
  async request(interaction, imageId, deps, terms) {
    const { generation } = await findOriginalPicture(interaction, imageId, deps)
    const whole = settingsOf(generation)
    const { comparison, count } = whole
    if (comparison === undefined) {
      const anew = { count, seed: randomSeed(), variations: [] }
      return repaintRequest(interaction, imageId, deps, 'reroll', () => anew)
    }
    const settings = [comparedAnew(whole, comparison, randomSeed())]
    return askFirst(interaction, deps, terms, { kind: 'reroll', parentImageId: imageId, settings })
  },
}
