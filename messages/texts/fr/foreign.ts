import type { ForeignTexts } from '#messages/texts/en/foreign.ts'

export const foreignFr: ForeignTexts = {
  anotherTool: 'un autre outil',
  readFrom: (tool) => `Faite avec ${tool}, racontée à la manière d’A1111 :`,
  unreadable: {
    form: (tool) => `Cette image porte des réglages de ${tool}, mais sous une forme que je ne sais pas lire.`,
    no_sampler: (tool) =>
      `Cette image porte un workflow de ${tool}, mais je n’y trouve pas le sampler qui l’a peinte.`,
    node: (tool, node) =>
      `Cette image porte un workflow de ${tool}, mais son prompt ou sa graine vient du nœud « ${node} », dont je ne vois pas l’intérieur.`,
  },
  changes: {
    size: {
      limit: (asked, used) => `Taille ${used} : ${asked}, c’est plus que ce à quoi tu as droit ici.`,
      nearest: (asked, used) => `Taille ${used} : ce modèle ne peint pas en ${asked}.`,
    },
    steps: (asked, used) => `Étapes : ${used} ; ${asked}, c’est plus que ce à quoi tu as droit ici.`,
    guidance: (asked, used) => `Guidage ${used} : ${asked}, c’est plus que ce qu’il y a ici.`,
    seed: (asked, used) => `${asked} devient ici ${used} : les graines ont 32 bits.`,
    sampler: {
      nearest: (asked, used) => `${used} est ce qui ressemble le plus à ${asked}.`,
      unknown: (asked, used) => `Je ne connais pas ${asked} ; ce sera donc ${used}.`,
    },
    prompt: (asked, used) =>
      `Caractères gardés : ${used} sur ${asked} ; un formulaire n’en contient pas plus.`,
  },
}
