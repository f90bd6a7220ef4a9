import type { LimitsTexts } from '#messages/texts/en/limits.ts'
import { isOne } from './plural.ts'

const because = (reason: string | null) => (reason === null ? '' : ` La raison : ${reason}`)

export const limitsFr: LimitsTexts = {
  banned: (reason) =>
    `L’opérateur de ce bot ne fait plus peindre pour toi.${because(reason)} Si tu penses que c’est une erreur, demande-lui.`,
  paused: (reason) =>
    `Je ne prends pas de nouvelles images en ce moment.${because(reason)} Réessaie plus tard, s’il te plaît.`,
  draining: (reason) =>
    `Je vais bientôt redémarrer et ne prends pas de nouvelles images.${because(reason)} Ce que tu as déjà demandé arrivera encore. Réessaie dans quelques minutes, s’il te plaît.`,
  channel: (channels) => `Ce serveur veut ses images dans d’autres salons : ${channels}. Demande là-bas.`,
  age: 'Ce serveur veut ses images seulement dans les salons soumis à une limite d’âge. Demande dans l’un d’eux.',
  ageOfModel: (model) =>
    `Le modèle « ${model} » ne peint que dans les salons soumis à une limite d’âge. Demande dans l’un d’eux, ou choisis un autre modèle.`,
  ageOfLora: (name) =>
    `Le LoRA « ${name} » ne peint que dans les salons à accès limité par l’âge. Demande dans l’un d’eux, ou laisse-le de côté.`,
  word: (word) =>
    `Ce serveur ne veut pas de « ${word} » dans les prompts. Dis-le avec d’autres mots et réessaie.`,
  stepsOfTier: (most, tier) =>
    `Ton palier « ${tier} » permet au plus ${most} ${isOne(most) ? 'étape' : 'étapes'} par image. Réessaie avec moins ; \`/quota\` montre ce que tu as.`,
  stepsOfServer: (most) =>
    `Ce serveur permet au plus ${most} ${isOne(most) ? 'étape' : 'étapes'} par image. Réessaie avec moins.`,
  stepsOfOperator: (most) =>
    `L’opérateur de ce bot permet au plus ${most} ${isOne(most) ? 'étape' : 'étapes'} par image. Réessaie avec moins.`,
  sizeOfOperator: (size) =>
    `L’opérateur de ce bot permet des images jusqu’à ${size}. Réessaie avec une taille plus petite.`,
  sizeOfTier: (size, tier) =>
    `Ton palier « ${tier} » permet des images jusqu’à ${size}. Réessaie avec une taille plus petite ; \`/quota\` montre ce que tu as.`,
  sizeOfServer: (size) =>
    `Ce serveur permet des images jusqu’à ${size}. Réessaie avec une taille plus petite.`,
  waitingPerPerson: (limit) =>
    limit === 1
      ? 'Tu as déjà une image dans la file, et une seule à la fois est permise. Redemande quand elle sera prête.'
      : `Tu as ${limit} ${isOne(limit) ? 'demande' : 'demandes'} dans la file, et c’est le maximum permis. Redemande quand l’une d’elles sera prête ; \`/file\` les montre.`,
  waiting: (limit) =>
    `La file est pleine : ${limit} ${isOne(limit) ? 'demande attend' : 'demandes attendent'} déjà. Réessaie dans un moment, s’il te plaît ; \`/file\` montre où elle en est.`,
  wayOut: {
    admin: 'Quelqu’un qui peut gérer le serveur peut t’en donner plus avec `/palier attribuer`.',
    operator: 'L’opérateur du bot peut relever cette limite.',
    variable: (name) => `En tant qu’opérateur, tu relèves la limite avec \`${name}\`.`,
  },
  notEnoughLeft: {
    tier: (asked, left, reset) =>
      `Cela ferait ${asked} ${isOne(asked) ? 'image' : 'images'}, et il reste ${left === 1 ? 'une image' : left} de ton palier pour aujourd’hui. Demandes-en moins ; il y en aura de nouvelles ${reset}.`,
    person: (asked, left, reset) =>
      `Cela ferait ${asked} ${isOne(asked) ? 'image' : 'images'}, et il reste ${left === 1 ? 'une image' : left} de ce que ce bot peint par jour pour une personne, sur tous les serveurs. Demandes-en moins ; il y en aura de nouvelles ${reset}.`,
    server: (asked, left, reset) =>
      `Cela ferait ${asked} ${isOne(asked) ? 'image' : 'images'}, et il reste à ce serveur ${left === 1 ? 'une image' : left} pour aujourd’hui. Demandes-en moins ; il y en aura de nouvelles ${reset}.`,
  },
  beyondTier: (used, limit, reset) =>
    `Tu as eu ${used} ${isOne(used) ? 'image' : 'images'} aujourd’hui, et ton palier en permet ${limit} par jour désormais. Il y en aura de nouvelles ${reset}.`,
  placesLeft: (asked, left) =>
    `Cela ferait ${asked} ${isOne(asked) ? 'demande' : 'demandes'} dans la file, et il y reste de la place pour ${left === 1 ? 'une seule' : left}. Demandes-en moins, ou attends que d’autres soient prêtes ; \`/file\` les montre.`,
  size: (pixels, square) => `${square} (${pixels} ${isOne(pixels) ? 'pixel' : 'pixels'} en tout)`,
}
