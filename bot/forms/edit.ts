import type { Form } from '#bot/component.ts'
import { readForm } from '#bot/forms/read-form.ts'
import { randomSeed } from '#bot/imagine-options.ts'
import { repaintRequest } from '#bot/repaint.ts'

/** What `Edit` sends back: a new picture with what was changed. Another seed leaves the old one's variations behind. */
export const editForm: Form = {
  acknowledge: 'picture',
  action: 'edit',
  async request(interaction, imageId, deps) {
    const read = readForm(interaction, ['prompt', 'negative_prompt', 'steps', 'guidance', 'seed'])
    return repaintRequest(interaction, imageId, deps, 'edit', ({ settings }) => ({
      prompt: read.prompt,
      negativePrompt: read.negative_prompt,
      steps: read.steps,
      guidance: read.guidance,
      seed: read.seed ?? randomSeed(),
      ...(read.seed === settings.seed ? {} : { variations: [] }),
    }))
  },
}
