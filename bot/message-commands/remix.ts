import type { MessageContextMenuCommandInteraction } from 'discord.js'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { MessageCommand } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { findTerms } from '#bot/request/find-terms.ts'
import { foreignSettings } from '#bot/pictures/foreign-picture.ts'
import { openEditForm } from '#bot/pictures/open-edit-form.ts'
import { optionsOfSettings } from '#bot/pictures/options-of-settings.ts'
import { randomSeed, resolveImagine } from '#bot/request/imagine-options.ts'
import { lorasFor } from '#bot/request/loras-for.ts'
import { modelNamed } from '#bot/request/model-for.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { PersonError } from '#core/errors.ts'
import { lateAfter } from '#core/late-after.ts'
import { modelUnder } from '#core/paint-terms.ts'
import { saveDraft } from '#db/drafts.ts'
import { settingsOf } from '#db/generations.ts'
import { imagesOfMessage } from '#db/images.ts'
import { fewStepsText } from '#messages/few-steps.ts'
import { remixForm } from '#messages/forms.ts'
import { noSettingsText } from '#messages/no-settings.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { messageCommandDefinition } from './definition.ts'

/** Another's picture is fetched first, and nothing can hold the form's place: it has to be there within Discord's 3 s. */
const readWithinMs = 1800

/** Opens the form of `Edit` with the settings of a message's picture, or of its grid as a whole; of a sheet, of its first cell. */
export const remix: MessageCommand = {
  acknowledge: 'modal',
  definition: messageCommandDefinition('Remix'),
  async modal(interaction, messageId, deps) {
    const [image, ...others] = await imagesOfMessage(deps.db, messageId)
    if (image === undefined) return remixOfForeign(interaction, deps)
    const { settings, generation } = await findOriginalPicture(interaction, image.id, deps)
    const isGrid = others.length > 0 && generation.comparison === null
    return openEditForm(interaction, image.id, isGrid ? settingsOf(generation) : settings, deps)
  },
}

/**
 * The same for another tool's picture: what its PNG tells, and what suits the model where it tells nothing. What the form has no
 * input for is kept as a draft.
 */
async function remixOfForeign(
  interaction: MessageContextMenuCommandInteraction,
  deps: BotDeps,
): Promise<APIModalInteractionResponseCallbackData> {
  const { locale, targetMessage, user } = interaction
  const texts = textsFor(locale)
  const read = foreignSettings(targetMessage, deps, texts)
  const found = await Promise.race([read, lateAfter(readWithinMs)])
  if (found === 'late') throw new PersonError('refused', texts.infos.notFetched)
  if (found.outcome !== 'read') throw new PersonError('refused', noSettingsText(found, locale))
  const terms = await findTerms(interaction, deps)
  const model = modelUnder(terms, await modelNamed(null, deps, texts, terms))
  const mostPixels = terms.mostPixels.value
  const under = { model, mostPixels, mostSteps: terms.mostSteps.value }
  const { options, changes } = optionsOfSettings(found.settings, under)
  const { usedBy } = await lorasFor({ name: null, weight: null, prompts: [options.prompt] }, deps, texts)
  const { settings, suited } = resolveImagine(options, {
    loras: usedBy(options.prompt),
    model,
    mostPixels,
    preset: undefined,
    defaults: terms.defaults,
    startImageId: undefined,
    texts,
    randomSeed,
  })
  const createdAt = deps.clock.now()
  const draft = {
    userId: user.id,
    kind: 'imagine' as const,
    parentImageId: null,
    settings: [settings],
    createdAt,
  }
  return remixForm(await saveDraft(deps.db, draft), settings, locale, changes, fewStepsText(suited, locale))
}
