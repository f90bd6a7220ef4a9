import type { ChatInputCommandInteraction } from 'discord.js'
import {
  answerSubcommands,
  type SubcommandArguments,
  type SubcommandHandlers,
} from '#bot/commands/subcommands.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { presetChoices } from './preset-choices.ts'
import { presetNamed } from '#bot/request/preset-for.ts'
import { spokenTextsOf } from '#request/read-prompt.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { findBlockedWord } from '#core/blocked-words/find-blocked-word.ts'
import { PersonError } from '#core/errors.ts'
import { presetKey, presetsMax, shippedPresets } from '#core/presets.ts'
import type { Db } from '#db/connect.ts'
import { findSettings } from '#db/guild-settings.ts'
import { type OwnedPreset, presetInUse, presetsOf, removePreset, savePreset, usePreset } from '#db/presets.ts'
import { typed } from '#messages/escape.ts'
import { notice } from '#messages/notice.ts'
import { presetListMessage } from '#messages/presets.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { presetDefinition } from './definition.ts'

const nameShown = 80
/** Steps that alternatives of a style are read for where it names none. */
const trialSteps = 20
type SaveArguments = SubcommandArguments<typeof presetDefinition, 'save'>

const handlers: SubcommandHandlers<typeof presetDefinition> = {
  async save(interaction, { db }, given) {
    const texts = textsFor(interaction.locale).presets
    const made = readPreset(interaction, given)
    const taken = shippedPresets.some(({ name }) => presetKey(name) === presetKey(made.name))
    if (taken) throw new PersonError('refused', texts.nameTaken(made.name))
    await requireAllowedWords(interaction, made, db)
    const others = await presetsOf(db, [made.ownerId])
    const isNew = !others.some(({ name }) => presetKey(name) === presetKey(made.name))
    if (isNew && others.length >= presetsMax) throw new PersonError('refused', texts.tooMany(presetsMax))
    await savePreset(db, made)
    return notice(texts.saved(typed(made.name, nameShown)))
  },

  async use(interaction, deps, { name }) {
    const texts = textsFor(interaction.locale).presets
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

  async remove(interaction, { db }, { name, for_server }) {
    const texts = textsFor(interaction.locale).presets
    if (!(await removePreset(db, ownerOf(interaction, for_server), name))) {
      throw new PersonError('refused', texts.notThere(typed(name, nameShown)))
    }
    return notice(texts.removed(typed(name, nameShown)))
  },
}

export const preset: PrivateCommand = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: presetDefinition,
  autocomplete: presetChoices,
  answer: answerSubcommands(presetDefinition, handlers),
}

/** The person, or, where they say so and may, the server. @throws {PersonError} */
function ownerOf(interaction: ChatInputCommandInteraction, forServer: boolean | null): string {
  if (forServer !== true) return interaction.user.id
  const texts = textsFor(interaction.locale)
  if (interaction.guildId === null) throw new PersonError('refused', texts.admin.serverOnly)
  if (!isAdmin(interaction)) throw new PersonError('refused', texts.presets.adminsOnly)
  return interaction.guildId
}

/** @throws {PersonError} for a style, or a name, with a word that this server blocks */
async function requireAllowedWords(
  { guildId, locale }: ChatInputCommandInteraction,
  { name, style, steps }: OwnedPreset,
  db: Db,
): Promise<void> {
  if (guildId === null) return
  const { blockedWords } = await findSettings(db, guildId)
  const spoken = spokenTextsOf({ prompt: style, steps: steps ?? trialSteps, promptSyntax: 'a1111' })
  for (const text of [name, ...spoken]) {
    const broken = findBlockedWord(text, blockedWords)
    if (broken !== undefined)
      throw new PersonError('refused', textsFor(locale).limits.word(typed(broken.rule.text, nameShown)))
  }
}

function readPreset(interaction: ChatInputCommandInteraction, given: SaveArguments): OwnedPreset {
  const { steps, guidance, scheduler, speed } = given
  return {
    ownerId: ownerOf(interaction, given.for_server),
    name: given.name.trim(),
    style: given.style.trim(),
    negativePrompt: given.negative_prompt?.trim() ?? '',
    ...(steps === null ? {} : { steps }),
    ...(guidance === null ? {} : { guidance }),
    ...(scheduler === null ? {} : { scheduler }),
    ...(speed === null ? {} : { speed }),
  }
}
