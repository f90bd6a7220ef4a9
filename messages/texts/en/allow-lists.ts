import { isOne } from './plural.ts'

/** Which models and LoRAs a tier, a role or a channel may use. */
export const allowListsEn = {
  title: 'Models and LoRAs',
  all: 'all',
  none: 'none',
  /** Names for a choice. */
  allOfThem: 'All of them',
  noneOfThem: 'None of them',
  fields: { allowedModels: 'Models that may be used', allowedLoras: 'LoRAs that may be used' },
  models: (names: string) => `models: ${names}`,
  loras: (names: string) => `LoRAs: ${names}`,
  everybodyAll: 'Everybody may use all of them, everywhere.',
  refused: {
    model: {
      tier: (name: string, tier: string) => `Your tier “${tier}” may not use the model “${name}”.`,
      role: (name: string) => `Your roles may not use the model “${name}”.`,
      channel: (name: string) => `The model “${name}” is not used in this channel.`,
    },
    lora: {
      tier: (name: string, tier: string) => `Your tier “${tier}” may not use the LoRA “${name}”.`,
      role: (name: string) => `Your roles may not use the LoRA “${name}”.`,
      channel: (name: string) => `The LoRA “${name}” is not used in this channel.`,
    },
  },
  who: {
    tier: (tiers: string) => `Who may: the tiers ${tiers}.`,
    role: (roles: string) => `Who may: ${roles}.`,
    channel: (channels: string) => `Where it is: ${channels}.`,
  },
  instead: (names: string) => `Take one of these: ${names}.`,
  elsewhere: 'Ask in another channel.',
  nothingInstead: { model: 'No model may be used.', lora: 'Leave it out: no LoRA may be used.' },
  chooseOne: 'Name either a role or a channel, and its models or its LoRAs.',
  unknown: {
    model: (name: string, known: string) =>
      `There is no model “${name}”. There are: ${known}. \`*\` is all of them, \`-\` none, and \`photo*\` those that begin with it.`,
    lora: (name: string) =>
      `There is no LoRA “${name}”; \`/lora list\` shows those there are. \`*\` is all of them, \`-\` none, and \`style*\` those that begin with it.`,
  },
  tooManyNames: (most: number) =>
    `A list holds at most ${most} ${isOne(most) ? 'name' : 'names'}: \`style*\` stands for many.`,
  tooManyLists: (most: number) =>
    `A server holds ${most} such lists. Give one back first, with \`*\` for its models and LoRAs.`,
}
export type AllowListsTexts = typeof allowListsEn
