import { answerSubcommands, type SubcommandHandlers } from '#bot/commands/subcommands.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { findTier } from '#bot/changes/find-tier.ts'
import { tierChoices } from '#bot/commands/tier/tier-choices.ts'
import { allowListChoices } from '#bot/commands/allow-lists.ts'
import { setAllowed } from './allowed.ts'
import { allowChannel, allowEverywhere, disallowChannel, setLog } from './channels.ts'
import { definition } from './definition.ts'
import { setDefaults, setLimits } from './limits.ts'
import { patchSettings } from './patch-settings.ts'
import { showHistory, showSettings } from './show.ts'
import { blockWord, testWords, unblockWord, wordChoices } from './words.ts'

const handlers: SubcommandHandlers<typeof definition> = {
  show: showSettings,
  history: showHistory,
  'channels allow': allowChannel,
  'channels disallow': disallowChannel,
  'channels everywhere': allowEverywhere,
  'words block': blockWord,
  'words unblock': unblockWord,
  'words test': testWords,
  models: setAllowed,
  log: setLog,
  limits: setLimits,
  defaults: setDefaults,
  tier: (interaction, deps, { tier }) =>
    patchSettings(interaction, deps, ({ tiers }) => ({
      defaultTier: findTier(tiers, tier, interaction.locale).name,
    })),
  spoiler: (interaction, deps, { on }) => patchSettings(interaction, deps, () => ({ spoiler: on })),
  flagged: (interaction, deps, { spoiler }) =>
    patchSettings(interaction, deps, () => ({ flaggedAsSpoilers: spoiler })),
  private: (interaction, deps, { on }) => patchSettings(interaction, deps, () => ({ privatePictures: on })),
  'age-restricted': (interaction, deps, { on }) =>
    patchSettings(interaction, deps, () => ({
      ageRestrictedOnly: on,
    })),
  language: (interaction, deps, { language }) => patchSettings(interaction, deps, () => ({ language })),
}

export const settings = {
  acknowledge: 'private',
  allowedFor: 'Manage Server',
  definition,
  autocomplete(interaction, deps) {
    const { name } = interaction.options.getFocused(true)
    if (name === 'models' || name === 'loras') return allowListChoices(interaction, deps)
    return name === 'word' ? wordChoices(interaction, deps) : tierChoices(interaction, deps)
  },
  answer: answerSubcommands(definition, handlers),
} as const satisfies PrivateCommand
