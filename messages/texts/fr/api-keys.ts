import type { ApiKeysTexts } from '#messages/texts/en/api-keys.ts'
import { isOne } from './plural.ts'

/** Ce que dit `/apikey`. Les noms arrivent échappés. */
export const apiKeysFr: ApiKeysTexts = {
  title: 'Tes clés d’API',
  created: (name, key) =>
    `Voici la clé **${name}**. Elle n’est montrée que cette fois : garde-la là où personne d’autre ne la voit.\n||\`${key}\`||\nQui la possède peint en ton nom, sur ton quota, selon les règles d’ici. \`/apikey révoquer\` y met fin aussitôt.`,
  off: 'L’API n’est pas encore activée ici : l’opérateur met `API=on`.',
  none: 'Tu n’as pas de clé. `/apikey créer` en fait une, avec laquelle tes programmes peuvent peindre.',
  neverUsed: 'jamais utilisée',
  used: (when) => `utilisée pour la dernière fois ${when}`,
  perDay: (count) => (isOne(count) ? `${count} image par jour` : `${count} images par jour`),
  limit: (limit, when) =>
    `Cette clé vaut pour ${isOne(limit) ? `${limit} image` : `${limit} images`} par jour, et tout est peint. Le compte repart ${when}.`,
  more: (count) => `… et encore ${count}`,
  tooMany:
    'Tu as autant de clés que permis : mets fin à une dont tu ne te sers plus avec `/apikey révoquer`.',
  unknown: (name) => `Tu n’as pas de clé « ${name} », ou tu en as plusieurs : \`/apikey liste\` les montre.`,
  revoked: (name) => `La clé **${name}** ne vaut plus.`,
}
