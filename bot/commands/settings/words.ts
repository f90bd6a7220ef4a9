import type { ChatInputCommandInteraction } from 'discord.js'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { blockedWordKey } from '#core/blocked-words.ts'
import { PersonError } from '#core/errors.ts'
import { mostBlockedWords } from '#core/server-settings.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { patchSettings } from './patch-settings.ts'

/** A word as it is compared. @throws {PersonError} when nothing is left of it */
function wordOf(given: string, locale: string): string {
  const key = blockedWordKey(given)
  if (key === '') throw new PersonError('refused', textsFor(locale).admin.settings.noWord)
  return key
}

export async function blockWord(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: SubcommandArguments<typeof definition, 'words block'>,
): Promise<MessageBody> {
  const word = wordOf(given.word, interaction.locale)
  return patchSettings(interaction, deps, ({ settings: { blockedWords } }) => {
    if (blockedWords.includes(word)) return { blockedWords }
    if (blockedWords.length >= mostBlockedWords) {
      const texts = textsFor(interaction.locale).admin.settings
      throw new PersonError('refused', texts.tooManyWords(mostBlockedWords))
    }
    return { blockedWords: [...blockedWords, word].toSorted() }
  })
}

export async function unblockWord(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: SubcommandArguments<typeof definition, 'words unblock'>,
): Promise<MessageBody> {
  const word = wordOf(given.word, interaction.locale)
  return patchSettings(interaction, deps, ({ settings }) => ({
    blockedWords: settings.blockedWords.filter((one) => one !== word),
  }))
}
