import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { guildIdOf } from '#bot/changes/change-server.ts'
import { choicesLike } from '#bot/commands/choices.ts'
import type { SubcommandHandlers } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { spokenTextsOf } from '#request/read-prompt.ts'
import { findBlockedWord } from '#core/blocked-words/find-blocked-word.ts'
import {
  type BlockedRule,
  fewestLettersInside,
  readRules,
  readStoredRule,
  type RuleKind,
  storedRule,
} from '#core/blocked-words/rule.ts'
import { PersonError } from '#core/errors.ts'
import { mostBlockedWords } from '#core/server-settings.ts'
import { findSettings } from '#db/guild-settings.ts'
import { blockedRuleText } from '#messages/change.ts'
import { typed } from '#messages/escape.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { patchSettings } from './patch-settings.ts'

type Handlers = SubcommandHandlers<typeof definition>

const wordShown = 80
/** Steps that alternatives of a prompt are read for where it is only tried. */
const trialSteps = 20

/** The rules that somebody typed. @throws {PersonError} when one of them is none */
function rulesOf(text: string, kind: RuleKind | null, locale: string): BlockedRule[] {
  const texts = textsFor(locale).admin.settings
  const { rules, unusable } = readRules(text, kind)
  const [bad] = unusable
  if (bad?.why === 'too few letters')
    throw new PersonError('refused', texts.tooFewLetters(typed(bad.typed, wordShown), fewestLettersInside))
  if (bad !== undefined || rules.length === 0) throw new PersonError('refused', texts.noWord)
  return rules
}

/** A word has one rule: a new kind takes the place of the old one. */
export const blockWord: Handlers['words block'] = async (interaction, deps, given) => {
  const rules = rulesOf(given.word, given.kind, interaction.locale)
  return patchSettings(interaction, deps, ({ settings: { blockedWords } }) => {
    const stored = rules.map(storedRule)
    if (stored.every((rule) => blockedWords.includes(rule))) return { blockedWords }
    const texts = new Set(rules.map(({ text }) => text))
    const others = blockedWords.filter((one) => !texts.has(readStoredRule(one).text))
    const all = [...new Set([...others, ...stored])].toSorted()
    if (all.length > mostBlockedWords) {
      const said = textsFor(interaction.locale).admin.settings
      throw new PersonError('refused', said.tooManyWords(mostBlockedWords))
    }
    return { blockedWords: all }
  })
}

/** Whatever their kinds. @throws {PersonError} when none of them is blocked */
export const unblockWord: Handlers['words unblock'] = async (interaction, deps, given) => {
  const asked = new Set(
    [null, 'word' as const].flatMap((kind) => readRules(given.word, kind).rules.map(({ text }) => text)),
  )
  if (asked.size === 0) throw new PersonError('refused', textsFor(interaction.locale).admin.settings.noWord)
  return patchSettings(interaction, deps, ({ settings }) => {
    const blockedWords = settings.blockedWords.filter((one) => !asked.has(readStoredRule(one).text))
    if (blockedWords.length === settings.blockedWords.length) {
      const texts = textsFor(interaction.locale).admin.settings
      throw new PersonError('refused', texts.notBlocked(typed(given.word, wordShown)))
    }
    return { blockedWords }
  })
}

/** Says what of a prompt a rule would refuse, or what this server's rules do. Changes nothing. */
export const testWords: Handlers['words test'] = async (interaction, { db }, given) => {
  const texts = textsFor(interaction.locale).admin.settings
  const rules =
    given.word === null
      ? (await findSettings(db, guildIdOf(interaction))).blockedWords
      : rulesOf(given.word, given.kind, interaction.locale).map(storedRule)
  const spoken = spokenTextsOf({ prompt: given.prompt, steps: trialSteps, promptSyntax: 'a1111' })
  const broken = rules.flatMap((rule) => {
    const found = spoken.map((text) => findBlockedWord(text, [rule])?.found).find((one) => one !== undefined)
    return found === undefined ? [] : [{ rule, found }]
  })
  const lines = broken.map(({ rule, found }) =>
    texts.wordFound(typed(found, wordShown), blockedRuleText(rule, interaction.locale)),
  )
  return notice(lines.length === 0 ? texts.noWordFound(rules.length) : lines.join('\n'))
}

/** What `/settings words unblock` offers. */
export async function wordChoices(
  interaction: AutocompleteInteraction,
  { db }: Pick<BotDeps, 'db'>,
): Promise<APIApplicationCommandOptionChoice[]> {
  if (interaction.guildId === null || !isAdmin(interaction)) return []
  const { blockedWords } = await findSettings(db, interaction.guildId)
  const choices = blockedWords.map((rule) => ({
    name: blockedRuleText(rule, interaction.locale),
    value: readStoredRule(rule).text,
  }))
  return choicesLike(interaction.options.getFocused(), choices)
}
