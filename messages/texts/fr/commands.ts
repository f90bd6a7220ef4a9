import type { TranslatedCommands, TranslatedContextMenu } from '#messages/texts/en/commands.ts'
import { apikeyFr } from './commands/apikey.ts'
import { compareFr } from './commands/compare.ts'
import { imagineFr } from './commands/imagine.ts'
import { ownerFr } from './commands/owner.ts'
import { presetFr } from './commands/preset.ts'
import { settingsFr } from './commands/settings.ts'
import { tierFr } from './commands/tier.ts'

export const commandsFr: TranslatedCommands = {
  imagine: imagineFr,
  compare: compareFr,
  mygallery: {
    name: 'magalerie',
    description: 'Parcours tes images',
    options: {
      search: { name: 'recherche', description: 'Des mots du prompt' },
      favourites: { name: 'favoris', description: 'Seulement tes favoris' },
    },
  },
  lora: {
    name: 'lora',
    description: 'Les LoRA : de petits fichiers qui apprennent du nouveau au modèle',
    options: { list: { name: 'liste', description: 'Les LoRA et embeddings qu’il y a' } },
  },
  model: {
    name: 'modèle',
    description: 'Les modèles : ce qui peint',
    options: { list: { name: 'liste', description: 'Les modèles qu’il y a, et ce qui leur va' } },
  },
  preset: presetFr,
  quota: {
    name: 'quota',
    description: 'Ce que tu as utilisé aujourd’hui, ce à quoi tu as droit, et pourquoi',
  },
  queue: {
    name: 'file',
    description: 'Ce qui attend, ce qui est en train d’être peint, et quand vient ton tour',
  },
  tier: tierFr,
  settings: settingsFr,
  help: {
    name: 'aide',
    description: 'Ce que je sais faire, et comment le demander',
    options: {
      topic: {
        name: 'sujet',
        description: 'Ce sur quoi tu veux en savoir plus',
        choices: { prompts: 'Prompts' },
      },
    },
  },
  apikey: apikeyFr,
  owner: ownerFr,
}

export const contextMenuFr: TranslatedContextMenu = {
  'Image info': 'Infos sur l’image',
  Remix: 'Remixer',
}
