import type { PrivateCommand } from '#bot/contract/command.ts'
import { languages } from '#messages/texts/texts.ts'
import { findTier } from '#bot/commands/tier/find-tier.ts'
import { tierChoices } from '#bot/commands/tier/tier-choices.ts'
import { allowChannel, allowEverywhere, disallowChannel, setLog } from './channels.ts'
import { definition } from './definition.ts'
import { setDefaults, setLimits } from './limits.ts'
import { patchSettings } from './patch-settings.ts'
import { showHistory, showSettings } from './show.ts'
import { blockWord, unblockWord } from './words.ts'

const subcommands: Record<string, PrivateCommand['answer']> = {
  show: showSettings,
  history: showHistory,
  'channels allow': allowChannel,
  'channels disallow': disallowChannel,
  'channels everywhere': allowEverywhere,
  'words block': blockWord,
  'words unblock': unblockWord,
  log: setLog,
  limits: setLimits,
  defaults: setDefaults,
  tier: (interaction, deps) =>
    patchSettings(interaction, deps, ({ tiers }) => ({
      defaultTier: findTier(tiers, interaction.options.getString('tier', true), interaction.locale).name,
    })),
  spoiler: (interaction, deps) =>
    patchSettings(interaction, deps, () => ({ spoiler: interaction.options.getBoolean('on', true) })),
  private: (interaction, deps) =>
    patchSettings(interaction, deps, () => ({ privatePictures: interaction.options.getBoolean('on', true) })),
  'age-restricted': (interaction, deps) =>
    patchSettings(interaction, deps, () => ({
      ageRestrictedOnly: interaction.options.getBoolean('on', true),
    })),
  language: (interaction, deps) => {
    const asked = interaction.options.getString('language')
    const language = languages.find(({ code }) => code === asked)?.code ?? null
    return patchSettings(interaction, deps, () => ({ language }))
  },
}

export const settings = {
  acknowledge: 'private',
  allowedFor: 'Manage Server',
  definition,
  autocomplete: tierChoices,
  async answer(interaction, deps) {
    const group = interaction.options.getSubcommandGroup()
    const name = [...(group === null ? [] : [group]), interaction.options.getSubcommand()].join(' ')
    const handler = subcommands[name]
    if (handler === undefined) throw new Error(`/settings has no sub-command ${name}`)
    return handler(interaction, deps)
  },
} as const satisfies PrivateCommand
