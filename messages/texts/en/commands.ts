import type { OwnWords, Translated } from '#messages/texts/command-texts.ts'
import { apikeyEn } from './commands/apikey.ts'
import { compareEn } from './commands/compare.ts'
import { imagineEn } from './commands/imagine.ts'
import { ownerEn } from './commands/owner.ts'
import { presetEn } from './commands/preset.ts'
import { settingsEn } from './commands/settings.ts'
import { tierEn } from './commands/tier.ts'

/** What Discord shows of each slash command, by its name. */
export const commandsEn = {
  imagine: imagineEn,
  compare: compareEn,
  mygallery: {
    description: 'Look through your pictures',
    options: {
      search: { description: 'Words of the prompt' },
      favourites: { description: 'Only your favourites' },
    },
  },
  lora: {
    description: 'LoRAs: small files that teach the model something new',
    options: { list: { description: 'The LoRAs and embeddings there are' } },
  },
  model: {
    description: 'Models: what paints',
    options: { list: { description: 'The models there are, and what suits them' } },
  },
  preset: presetEn,
  quota: { description: 'What you have used today, what you may have, and why' },
  queue: { description: 'What waits, what is being painted, and when it is your turn' },
  tier: tierEn,
  settings: settingsEn,
  help: {
    description: 'What I can do, and how to ask for it',
    options: {
      topic: { description: 'What you want to know more about', choices: { prompts: 'Prompts' } },
    },
  },
  apikey: apikeyEn,
  owner: ownerEn,
} as const satisfies Record<string, OwnWords>

/** The names of commands in the context menu of messages and people. */
export const contextMenuEn = ['Image info', 'Remix'] as const

export type OwnCommands = typeof commandsEn
export type TranslatedCommands = { readonly [Name in keyof OwnCommands]: Translated<OwnCommands[Name]> }
export type ContextMenuName = (typeof contextMenuEn)[number]
export type TranslatedContextMenu = Readonly<Record<ContextMenuName, string>>
