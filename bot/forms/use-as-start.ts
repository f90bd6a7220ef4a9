import type { Form } from '#bot/contract/component.ts'
import { readForm } from '#bot/forms/read-form.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { wildcardDrawer } from '#bot/request/wildcards.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** What `Use as start image` sends back: the picture is painted over. */
export const useAsStartForm: Form = {
  acknowledge: 'picture',
  async request(interaction, imageId, deps) {
    const read = readForm(interaction, ['prompt', 'strength'])
    const prompt = await wildcardDrawer(deps.config.modelsDir, textsFor(interaction.locale))(read.prompt)
    return repaintRequest(interaction, imageId, deps, 'edit', ({ settings }) => ({
      prompt,
      start: { imageId, strength: read.strength },
      // Of so many steps at least one is run over the picture.
      steps: Math.max(settings.steps, Math.ceil(1 / read.strength)),
      seed: randomSeed(),
      variations: [],
    }))
  },
}
