import type { AllowListsTexts } from '#messages/texts/en/allow-lists.ts'

export const allowListsDe: AllowListsTexts = {
  title: 'Modelle und LoRAs',
  all: 'alle',
  none: 'keine',
  allOfThem: 'Alle',
  noneOfThem: 'Keine',
  fields: { allowedModels: 'Erlaubte Modelle', allowedLoras: 'Erlaubte LoRAs' },
  models: (names) => `Modelle: ${names}`,
  loras: (names) => `LoRAs: ${names}`,
  everybodyAll: 'Jeder darf überall alle benutzen.',
  refused: {
    model: {
      tier: (name, tier) => `Deine Stufe „${tier}“ darf das Modell „${name}“ nicht benutzen.`,
      role: (name) => `Deine Rollen dürfen das Modell „${name}“ nicht benutzen.`,
      channel: (name) => `Das Modell „${name}“ wird in diesem Kanal nicht benutzt.`,
    },
    lora: {
      tier: (name, tier) => `Deine Stufe „${tier}“ darf das LoRA „${name}“ nicht benutzen.`,
      role: (name) => `Deine Rollen dürfen das LoRA „${name}“ nicht benutzen.`,
      channel: (name) => `Das LoRA „${name}“ wird in diesem Kanal nicht benutzt.`,
    },
  },
  who: {
    tier: (tiers) => `Das dürfen die Stufen ${tiers}.`,
    role: (roles) => `Das darf, wer eine dieser Rollen hat: ${roles}.`,
    channel: (channels) => `Dort geht es: ${channels}.`,
  },
  instead: (names) => `Nimm eines von diesen: ${names}.`,
  elsewhere: 'Frag in einem anderen Kanal.',
  nothingInstead: {
    model: 'Kein Modell ist erlaubt.',
    lora: 'Lass es weg: Kein LoRA ist erlaubt.',
  },
  chooseOne: 'Nenne entweder eine Rolle oder einen Kanal, und Modelle oder LoRAs dafür.',
  unknown: {
    model: (name, known) =>
      `Ein Modell „${name}“ gibt es nicht. Es gibt: ${known}. \`*\` sind alle, \`-\` keines, und \`photo*\` die, die so anfangen.`,
    lora: (name) =>
      `Ein LoRA „${name}“ gibt es nicht; \`/lora liste\` zeigt, welche es gibt. \`*\` sind alle, \`-\` keines, und \`style*\` die, die so anfangen.`,
  },
  tooManyNames: (most) => `Namen in einer Liste: höchstens ${most}. \`style*\` steht für viele.`,
  tooManyLists: (most) =>
    `Ein Server hat höchstens ${most} solche Listen. Gib erst eine zurück, mit \`*\` für ihre Modelle und LoRAs.`,
}
