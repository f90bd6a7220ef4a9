import type { DraftsTexts } from '#messages/texts/en/drafts.ts'
import { isOne } from './plural.ts'

const images = (count: number) => `${count} ${isOne(count) ? 'image' : 'images'}`

export const draftsFr: DraftsTexts = {
  question: (pictures, left) =>
    `Cela peint **${images(pictures)}** et en coûte autant. Il t’en reste ${left} pour aujourd’hui.`,
  times: images,
  more: (count) => (count === 1 ? '… et une autre' : `… et ${count} ${isOne(count) ? 'autre' : 'autres'}`),
  paint: (pictures) => `Peindre ${images(pictures)}`,
  notNow: 'Pas maintenant',
  started: (pictures) => `En route : ${images(pictures)}.`,
  underway: 'Tu as déjà dit oui : les images sont en route.',
  dropped: 'Rien n’a été peint, et cela ne t’a rien coûté.',
  gone: 'Cette question est trop ancienne pour qu’on y réponde. Rien n’a été peint ; redemande si tu le veux toujours.',
  tooManyPermutations: (most) =>
    `Les groupes entre accolades donnent plus de ${most} ${isOne(most) ? 'combinaison' : 'combinaisons'}. Retires-en et réessaie.`,
  twice: (prompt) =>
    `« ${prompt} » y est deux fois avec la même graine et donnerait la même image. Retire-le une fois, ou retire la graine.`,
  malformed: {
    open: (at) =>
      `Une accolade s’ouvre à « ${at} » et ne se referme jamais. Ferme-la avec } ou écris \`\\{\` pour le caractère lui-même.`,
    closed: (at) =>
      `Une accolade se ferme à « ${at} » sans avoir été ouverte. Ouvre-la avec { ou écris \`\\}\` pour le caractère lui-même.`,
    empty: (at) =>
      `Il manque un mot dans le groupe « ${at} ». Écris-le comme {rouge, bleu}, ou \`\\{\` pour le caractère lui-même.`,
  },
}
