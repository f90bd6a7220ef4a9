import type { ApiKeysTexts } from '#messages/texts/en/api-keys.ts'
import { isOne } from './plural.ts'

/** Was `/apikey` sagt. Namen kommen maskiert an. */
export const apiKeysDe: ApiKeysTexts = {
  title: 'Deine API-Schlüssel',
  created: (name, key) =>
    `Das ist der Schlüssel **${name}**. Er wird nur dieses eine Mal gezeigt: Bewahre ihn auf, wo ihn sonst niemand sieht.\n||\`${key}\`||\nWer ihn hat, malt in deinem Namen, auf dein Kontingent, nach den Regeln dieses Ortes. \`/apikey widerrufen\` beendet ihn sofort.`,
  off: 'Die API ist hier noch nicht eingeschaltet: Der Betreiber setzt `API=on`.',
  none: 'Du hast keine Schlüssel. `/apikey erstellen` macht einen, mit dem deine Programme malen können.',
  neverUsed: 'nie benutzt',
  used: (when) => `zuletzt benutzt ${when}`,
  perDay: (count) => (isOne(count) ? 'ein Bild am Tag' : `${count} Bilder am Tag`),
  limit: (limit, when) =>
    `Dieser Schlüssel ist für ${isOne(limit) ? 'ein Bild' : `${limit} Bilder`} am Tag, und sie sind gemalt. Neu gezählt wird ${when}.`,
  more: (count) => `… und ${count} weitere`,
  tooMany:
    'Du hast so viele Schlüssel, wie du haben darfst: Beende mit `/apikey widerrufen` einen, den du nicht mehr brauchst.',
  unknown: (name) => `Du hast keinen Schlüssel „${name}“ oder mehr als einen: \`/apikey liste\` zeigt sie.`,
  revoked: (name) => `Der Schlüssel **${name}** gilt nicht mehr.`,
}
