import type { AllowListsTexts } from '#messages/texts/en/allow-lists.ts'

export const allowListsFr: AllowListsTexts = {
  title: 'Modèles et LoRA',
  all: 'tous',
  none: 'aucun',
  allOfThem: 'Tous',
  noneOfThem: 'Aucun',
  fields: { allowedModels: 'Modèles autorisés', allowedLoras: 'LoRA autorisés' },
  models: (names) => `modèles : ${names}`,
  loras: (names) => `LoRA : ${names}`,
  everybodyAll: 'Tout le monde peut les utiliser tous, partout.',
  refused: {
    model: {
      tier: (name, tier) => `Ton palier « ${tier} » ne peut pas utiliser le modèle « ${name} ».`,
      role: (name) => `Tes rôles ne peuvent pas utiliser le modèle « ${name} ».`,
      channel: (name) => `Le modèle « ${name} » ne s’utilise pas dans ce salon.`,
    },
    lora: {
      tier: (name, tier) => `Ton palier « ${tier} » ne peut pas utiliser le LoRA « ${name} ».`,
      role: (name) => `Tes rôles ne peuvent pas utiliser le LoRA « ${name} ».`,
      channel: (name) => `Le LoRA « ${name} » ne s’utilise pas dans ce salon.`,
    },
  },
  who: {
    tier: (tiers) => `Qui le peut : les paliers ${tiers}.`,
    role: (roles) => `Qui le peut : ${roles}.`,
    channel: (channels) => `Où il s’utilise : ${channels}.`,
  },
  instead: (names) => `Prends l’un de ceux-ci : ${names}.`,
  elsewhere: 'Demande dans un autre salon.',
  nothingInstead: {
    model: 'Aucun modèle n’est autorisé.',
    lora: 'Laisse-le de côté : aucun LoRA n’est autorisé.',
  },
  chooseOne: 'Nomme soit un rôle, soit un salon, et ses modèles ou ses LoRA.',
  unknown: {
    model: (name, known) =>
      `Il n’y a pas de modèle « ${name} ». Il y a : ${known}. \`*\` les désigne tous, \`-\` aucun, et \`photo*\` ceux qui commencent ainsi.`,
    lora: (name) =>
      `Il n’y a pas de LoRA « ${name} » ; \`/lora liste\` montre ceux qu’il y a. \`*\` les désigne tous, \`-\` aucun, et \`style*\` ceux qui commencent ainsi.`,
  },
  tooManyNames: (most) => `Noms dans une liste : ${most} au plus. \`style*\` en désigne beaucoup.`,
  tooManyLists: (most) =>
    `Un serveur a au plus ${most} de ces listes. Rends-en d’abord une, avec \`*\` pour ses modèles et LoRA.`,
}
