import type { ChatInputCommandInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import { schedulerNames, type SchedulerSlug } from '#core/schedulers.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import { parseSize } from '#core/size.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { patchSettings } from './patch-settings.ts'

const sizeShown = 60

/** Forgotten limits and defaults: as the operator and the model have them. */
const noLimits = { mostSteps: null, mostPixels: null, picturesPerDay: null, waitingPerPerson: null }
const noDefaults = {
  defaultSteps: null,
  defaultGuidance: null,
  defaultWidth: null,
  defaultHeight: null,
  defaultScheduler: null,
  defaultNegativePrompt: null,
}

/** `/settings limits` */
export async function setLimits(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Promise<MessageBody> {
  const { options } = interaction
  const size = sizeOf(interaction, 'largest_size')
  const patch = {
    ...(options.getBoolean('reset') === true ? noLimits : {}),
    ...given('mostSteps', options.getInteger('most_steps')),
    ...given('mostPixels', size && size.width * size.height),
    ...given('picturesPerDay', options.getInteger('pictures_per_day')),
    ...given('waitingPerPerson', options.getInteger('queue_per_person')),
  }
  return patchSettings(interaction, deps, () => requireAny(patch, interaction.locale))
}

/** `/settings defaults` */
export async function setDefaults(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Promise<MessageBody> {
  const { options } = interaction
  const size = sizeOf(interaction, 'size')
  const patch = {
    ...(options.getBoolean('reset') === true ? noDefaults : {}),
    ...given('defaultSteps', options.getInteger('steps')),
    ...given('defaultGuidance', options.getNumber('guidance')),
    ...given('defaultWidth', size && size.width),
    ...given('defaultHeight', size && size.height),
    ...given('defaultScheduler', schedulerOf(options.getString('scheduler'))),
    ...given('defaultNegativePrompt', options.getString('negative_prompt')),
  }
  return patchSettings(interaction, deps, () => requireAny(patch, interaction.locale))
}

/** An option that was left out changes nothing. */
function given<K extends keyof ServerSettings>(
  key: K,
  value: ServerSettings[K] | null,
): Partial<ServerSettings> {
  return value === null ? {} : { [key]: value }
}

function requireAny(patch: Partial<ServerSettings>, locale: string): Partial<ServerSettings> {
  if (Object.keys(patch).length > 0) return patch
  throw new PersonError('refused', textsFor(locale).admin.settings.nothingGiven)
}

/** @throws {PersonError} when the text is no size */
function sizeOf(interaction: ChatInputCommandInteraction, option: string) {
  const text = interaction.options.getString(option)
  if (text === null) return null
  const size = parseSize(text)
  if (size !== undefined) return size
  throw new PersonError('refused', textsFor(interaction.locale).refusals.badSize(typed(text, sizeShown)))
}

/** Discord lets only the choices through. */
function schedulerOf(slug: string | null): SchedulerSlug | null {
  const isSlug = (text: string): text is SchedulerSlug => Object.hasOwn(schedulerNames, text)
  return slug !== null && isSlug(slug) ? slug : null
}
