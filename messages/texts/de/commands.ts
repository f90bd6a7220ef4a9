import type { TranslatedCommands, TranslatedContextMenu } from '#messages/texts/en/commands.ts'
import { apikeyDe } from './commands/apikey.ts'
import { compareDe } from './commands/compare.ts'
import { imagineDe } from './commands/imagine.ts'
import { ownerDe } from './commands/owner.ts'
import { presetDe } from './commands/preset.ts'
import { settingsDe } from './commands/settings.ts'
import { tierDe } from './commands/tier.ts'

/** Names of the field, and `/imagine`, which people know from elsewhere, stay as they are. */
export const commandsDe: TranslatedCommands = {
  imagine: imagineDe,
  compare: compareDe,
  mygallery: {
    name: 'meinegalerie',
    description: 'Sieh deine Bilder durch',
    options: {
      search: { name: 'suche', description: 'Wörter aus dem Prompt' },
      favourites: { name: 'favoriten', description: 'Nur deine Favoriten' },
    },
  },
  lora: {
    name: 'lora',
    description: 'LoRAs: kleine Dateien, die dem Modell Neues beibringen',
    options: { list: { name: 'liste', description: 'Welche LoRAs und Embeddings es gibt' } },
  },
  model: {
    name: 'modell',
    description: 'Modelle: was malt',
    options: { list: { name: 'liste', description: 'Welche Modelle es gibt, und was zu ihnen passt' } },
  },
  preset: presetDe,
  quota: { name: 'kontingent', description: 'Was du heute verbraucht hast, haben darfst, und warum' },
  queue: {
    name: 'warteschlange',
    description: 'Was wartet, was gemalt wird, und wann du dran bist',
  },
  tier: tierDe,
  settings: settingsDe,
  help: {
    name: 'hilfe',
    description: 'Was ich kann, und wie man danach fragt',
    options: {
      topic: {
        name: 'thema',
        description: 'Worüber du mehr wissen willst',
        choices: { prompts: 'Prompts' },
      },
    },
  },
  apikey: apikeyDe,
  owner: ownerDe,
}

export const contextMenuDe: TranslatedContextMenu = {
  'Image info': 'Bildinfo',
  Remix: 'Neu mischen',
}
