import type { ChatInputCommandInteraction } from 'discord.js'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import { parseSize } from '#core/size.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { patchSettings } from './patch-settings.ts'

const sizeShown = 60

/** Limits and defaults after `reset`: the operator's and the model's count again. */
const noLimits = { mostSteps: null, mostPixels: null, picturesPerDay: null, waitingPerPerson: null }
const noDefaults = {
  defaultSteps: null,
  defaultGuidance: null,
  defaultWidth: null,
  defaultHeight: null,
  defaultScheduler: null,
  defaultNegativePrompt: null,
  defaultSpeed: null,
}

/** `/settings limits` */
export async function setLimits(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  asked: SubcommandArguments<typeof definition, 'limits'>,
): Promise<MessageBody> {
  const size = sizeOf(asked.largest_size, interaction.locale)
  const patch = {
    ...(asked.reset === true ? noLimits : {}),
    ...given('mostSteps', asked.most_steps),
    ...given('mostPixels', size && size.width * size.height),
    ...given('picturesPerDay', asked.pictures_per_day),
    ...given('waitingPerPerson', asked.queue_per_person),
  }
  return patchSettings(interaction, deps, () => requireAny(patch, interaction.locale))
}

/** `/settings defaults` */
export async function setDefaults(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  asked: SubcommandArguments<typeof definition, 'defaults'>,
): Promise<MessageBody> {
  const size = sizeOf(asked.size, interaction.locale)
  const patch = {
    ...(asked.reset === true ? noDefaults : {}),
    ...given('defaultSteps', asked.steps),
    ...given('defaultGuidance', asked.guidance),
    ...given('defaultWidth', size && size.width),
    ...given('defaultHeight', size && size.height),
    ...given('defaultScheduler', asked.scheduler),
    ...given('defaultNegativePrompt', asked.negative_prompt),
    ...given('defaultSpeed', asked.speed),
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
function sizeOf(text: string | null, locale: string) {
  if (text === null) return null
  const size = parseSize(text)
  if (size !== undefined) return size
  throw new PersonError('refused', textsFor(locale).refusals.badSize(typed(text, sizeShown)))
}
