import type {
  LocalizationMap,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { CommandShape, ContextMenuShape } from './command-shape.ts'
import type { OwnWords, TranslatedWords } from './texts/command-texts.ts'
import { commandsEn } from './texts/en/commands.ts'
import { translations } from './texts/texts.ts'

/** A command, a subcommand or an option. */
interface Part {
  readonly name: string
  readonly options?: readonly Part[]
  readonly choices?: readonly { readonly value: unknown; readonly name?: string }[]
}

/** The same part's words in each language that is not our own. */
type Translation = Pick<(typeof translations)[number], 'locales'> & { words: TranslatedWords | undefined }

/** A slash command as Discord registers it: the shape with its words in every language. */
export function localisedCommand(shape: CommandShape): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const words = translations.map(({ locales, texts }) => ({ locales, words: texts.commands[shape.name] }))
  // A shape has all that Discord's description of a command has, but for the words, which are put in here.
  return localised(shape, commandsEn[shape.name], words) as RESTPostAPIChatInputApplicationCommandsJSONBody
}

/** A command in a context menu as Discord registers it. */
export function localisedContextMenu(
  shape: ContextMenuShape,
): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  const { integration_types = [], contexts, ...rest } = shape
  return {
    ...rest,
    integration_types: [...integration_types],
    ...(contexts && { contexts: [...contexts] }),
    name_localizations: perLocale(translations, ({ texts }) => texts.contextMenu[shape.name]),
  }
}

function localised(part: Part, own: OwnWords | undefined, translated: readonly Translation[]): object {
  if (own === undefined) throw new Error(`messages/texts/en has no words for ${part.name}`)
  const { options, choices } = part
  return {
    ...part,
    name_localizations: perLocale(translated, ({ words }) => words?.name),
    description: own.description,
    description_localizations: perLocale(translated, ({ words }) => words?.description),
    ...(options && {
      options: options.map((option) =>
        localised(
          option,
          own.options?.[option.name],
          translated.map(({ locales, words }) => ({ locales, words: words?.options?.[option.name] })),
        ),
      ),
    }),
    ...(choices && {
      choices: choices.map((choice) => {
        if (choice.name !== undefined) return choice
        const value = String(choice.value)
        return {
          ...choice,
          name: own.choices?.[value],
          name_localizations: perLocale(translated, ({ words }) => words?.choices?.[value]),
        }
      }),
    }),
  }
}

/** What each language says, by Discord's names of locales; a language may go by several. */
function perLocale<Language extends Pick<(typeof translations)[number], 'locales'>>(
  languages: readonly Language[],
  say: (language: Language) => string | undefined,
): LocalizationMap {
  return Object.fromEntries(
    languages.flatMap((language) => language.locales.map((locale) => [locale, say(language)])),
  )
}
