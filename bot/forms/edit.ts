import type { ModalSubmitInteraction } from 'discord.js'
import type { Form } from '#bot/component.ts'
import { readForm } from '#bot/forms/read-form.ts'
import { randomSeed } from '#bot/imagine-options.ts'
import { repaintRequest } from '#bot/repaint.ts'
import type { PaintSettings } from '#core/generation.ts'
import { repaintable } from '#core/upscale.ts'
import { settingsOf } from '#db/generations.ts'

/** What `Edit` sends back: a new picture with what was changed. */
export const editForm: Form = {
  acknowledge: 'picture',
  action: 'edit',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'edit', ({ settings }) => edited(interaction, settings)),
}

/** The same for a grid. */
export const editAllForm: Form = {
  acknowledge: 'picture',
  action: 'edit_all',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'edit', ({ generation }) => {
      const whole = repaintable(settingsOf(generation))
      return { ...whole, ...edited(interaction, whole) }
    }),
}

/** What was written into the form. Another seed leaves the old one's variations behind. */
function edited(interaction: ModalSubmitInteraction, { seed }: PaintSettings): Partial<PaintSettings> {
  const read = readForm(interaction, ['prompt', 'negative_prompt', 'steps', 'guidance', 'seed'])
  return {
    prompt: read.prompt,
    negativePrompt: read.negative_prompt,
    steps: read.steps,
    guidance: read.guidance,
    seed: read.seed ?? randomSeed(),
    ...(read.seed === seed ? {} : { variations: [] }),
  }
}
