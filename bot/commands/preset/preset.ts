import type { ChatInputCommandInteraction } from 'discord.js'
import type { PrivateCommand } from '#bot/contract/command.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { presetChoices } from './preset-choices.ts'
import { presetNamed } from '#bot/request/preset-for.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { PersonError } from '#core/errors.ts'
import { presetKey, presetsMax, shippedPresets } from '#core/presets.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { type OwnedPreset, presetInUse, presetsOf, removePreset, savePreset, usePreset } from '#db/presets.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { presetListMessage } from '#messages/presets.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { presetDefinition } from './definition.ts'

const nameShown = 80
type Work = (interaction: ChatInputCommandInteraction, deps: BotDeps) => Promise<MessageBody>

export const preset: PrivateCommand = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: presetDefinition,
  autocomplete: presetChoices,
  answer: (interaction, deps) =>
    subcommands[interaction.options.getSubcommand()]?.(interaction, deps) ?? unknown(),
}

const subcommands: Record<string, Work> = {
  async save(interaction, { db }) {
    const texts = textsFor(interaction.locale).presets
    const made = readPreset(interaction)
    const taken = shippedPresets.some(({ name }) => presetKey(name) === presetKey(made.name))
    if (taken) throw new PersonError('refused', texts.nameTaken(made.name))
    const others = await presetsOf(db, [made.ownerId])
    const isNew = !others.some(({ name }) => presetKey(name) === presetKey(made.name))
    if (isNew && others.length >= presetsMax) throw new PersonError('refused', texts.tooMany(presetsMax))
    await savePreset(db, made)
    return notice(texts.saved(typed(made.name, nameShown)))
  },

  async use(interaction, deps) {
    const texts = textsFor(interaction.locale).presets
    const name = interaction.options.getString('name')
    // Without a name this would look up the one in use: only a name is looked up here.
    const found = name === null ? undefined : await presetNamed(name, interaction, deps)
    await usePreset(deps.db, interaction.user.id, found?.name ?? null)
    return notice(found === undefined ? texts.noneInUse : texts.inUse(typed(found.name, nameShown)))
  },

  async list(interaction, { db }) {
    const { user, guildId, locale } = interaction
    const [owned, inUse] = await Promise.all([
      presetsOf(db, [user.id, ...(guildId === null ? [] : [guildId])]),
      presetInUse(db, user.id),
    ])
    return presetListMessage({
      yours: owned.filter(({ ownerId }) => ownerId === user.id),
      servers: owned.filter(({ ownerId }) => ownerId === guildId),
      shipped: shippedPresets,
      inUse,
      locale,
    })
  },

  async remove(interaction, { db }) {
    const texts = textsFor(interaction.locale).presets
    const name = interaction.options.getString('name', true)
    if (!(await removePreset(db, ownerOf(interaction), name))) {
      throw new PersonError('refused', texts.notThere(typed(name, nameShown)))
    }
    return notice(texts.removed(typed(name, nameShown)))
  },
}

/** Discord sends only the subcommands that were registered. */
function unknown(): never {
  throw new Error('/preset was sent a subcommand that it does not have')
}

/** The person, or, where they say so and may, the server. @throws {PersonError} */
function ownerOf(interaction: ChatInputCommandInteraction): string {
  if (interaction.options.getBoolean('for_server') !== true) return interaction.user.id
  const texts = textsFor(interaction.locale)
  if (interaction.guildId === null) throw new PersonError('refused', texts.admin.serverOnly)
  if (!isAdmin(interaction)) throw new PersonError('refused', texts.presets.adminsOnly)
  return interaction.guildId
}

function readPreset(interaction: ChatInputCommandInteraction): OwnedPreset {
  const { options } = interaction
  const [steps, guidance] = [options.getInteger('steps'), options.getNumber('guidance')]
  const slug = options.getString('scheduler')
  const scheduler = schedulerSlugs.find((one) => one === slug)
  return {
    ownerId: ownerOf(interaction),
    name: options.getString('name', true).trim(),
    style: options.getString('style', true).trim(),
    negativePrompt: options.getString('negative_prompt')?.trim() ?? '',
    ...(steps === null ? {} : { steps }),
    ...(guidance === null ? {} : { guidance }),
    ...(scheduler === undefined ? {} : { scheduler }),
  }
}
