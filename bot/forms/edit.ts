import type { ModalSubmitInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { Form } from '#bot/contract/component.ts'
import { readForm } from '#bot/forms/read-form.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { sizeMultipleOf, withinLimits } from '#bot/pictures/within-limits.ts'
import { unfamiliarTo } from '#bot/request/unfamiliar.ts'
import { wildcardDrawer, withWords } from '#bot/request/wildcards.ts'
import { originOf } from '#bot/request/target.ts'
import { PersonError } from '#core/errors.ts'
import type { GenerationRequest, PaintSettings } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { repaintable } from '#core/upscale.ts'
import { findDraft } from '#db/drafts.ts'
import { settingsOf } from '#db/generations.ts'
import { knownModels } from '#db/workers.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'

/** What `Edit` sends back: a new picture with what was changed. */
export const editForm: Form = {
  acknowledge: 'picture',
  async request(interaction, imageId, deps, terms) {
    const request = await repaintRequest(interaction, imageId, deps, 'edit', ({ settings }) =>
      edited(interaction, settings),
    )
    return prepared(request, interaction, deps, terms)
  },
}

/** The same for a grid. */
export const editAllForm: Form = {
  acknowledge: 'picture',
  async request(interaction, imageId, deps, terms) {
    const request = await repaintRequest(interaction, imageId, deps, 'edit', ({ generation }) => {
      const whole = repaintable(settingsOf(generation))
      return { ...whole, ...edited(interaction, whole) }
    })
    return prepared(request, interaction, deps, terms)
  },
}

/** The same for another tool's picture, whose settings were kept when the form opened: its first picture here. */
export const remixForm: Form = {
  acknowledge: 'picture',
  async request(interaction, draftId, deps, terms) {
    const { db, clock } = deps
    const userId = interaction.user.id
    const draft = await findDraft(db, { id: draftId, userId, now: clock.now() })
    const [settings] = draft?.settings ?? []
    if (settings === undefined) throw new PersonError('refused', textsFor(interaction.locale).drafts.gone)
    const request = {
      ...originOf(interaction),
      kind: 'imagine' as const,
      settings: { ...settings, ...edited(interaction, settings) },
      parentImageId: null,
    }
    return prepared(request, interaction, deps, terms)
  },
}

/**
 * At a size that the person may have here, as the form said it when it opened. Words that the model has never seen are said as they
 * are behind a command.
 */
async function prepared(
  request: GenerationRequest,
  { locale }: ModalSubmitInteraction,
  deps: Pick<BotDeps, 'db' | 'config'>,
  terms: PaintTerms,
): Promise<GenerationRequest> {
  const models = await knownModels(deps.db)
  const asked = await drawn(request.settings, deps, textsFor(locale))
  const { settings } = withinLimits(asked, terms, sizeMultipleOf(asked, models))
  const model = models.find(({ name }) => name === settings.model)
  const said = model === undefined ? [] : await unfamiliarTo(model, [settings], deps, textsFor(locale))
  return { ...request, settings, ...(said.length > 0 && { remark: said.join('\n') }) }
}

/** With words in place of wildcards, but for pictures whose prompts are read as diffusers reads them. */
async function drawn(
  settings: PaintSettings,
  { config }: Pick<BotDeps, 'config'>,
  texts: Texts,
): Promise<PaintSettings> {
  if (settings.promptSyntax === 'plain') return settings
  return withWords(settings, wildcardDrawer(config.modelsDir, texts))
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
