import type { Translated } from '#messages/texts/command-texts.ts'
import type { tierEn } from '#messages/texts/en/commands/tier.ts'

const member = { name: 'mitglied', description: 'Ein Mitglied dieses Servers' }
const role = { name: 'rolle', description: 'Alle, die diese Rolle haben' }
const tier = { name: 'stufe', description: 'free, pro oder eine Stufe dieses Servers' }

export const tierDe: Translated<typeof tierEn> = {
  name: 'stufe',
  description: 'Wer wie viele Bilder haben darf',
  options: {
    set: {
      name: 'vergeben',
      description: 'Gib einem Mitglied oder einer Rolle eine Stufe',
      options: { tier, member, role },
    },
    remove: {
      name: 'entfernen',
      description: 'Nimm einem Mitglied oder einer Rolle die Stufe, oder entferne eine Stufe dieses Servers',
      options: { member, role, tier },
    },
    list: { name: 'liste', description: 'Alle Stufen, und wer eine bekommen hat' },
    define: {
      name: 'festlegen',
      description: 'Mach eine Stufe für diesen Server, oder ändere eine',
      options: {
        name: { name: 'name', description: 'Wie die Stufe heißt' },
        daily_images: { name: 'bilder_am_tag', description: 'Bilder am Tag' },
        most_steps: {
          name: 'meiste_schritte',
          description: 'Meiste Schritte eines Bildes; so viele, wie der Betreiber erlaubt, wenn es fehlt',
        },
        largest_size: {
          name: 'größtes_bild',
          description: 'Größtes Bild, etwa 768x768; so groß, wie der Betreiber erlaubt, wenn es fehlt',
        },
        weight: {
          name: 'gewicht',
          description: 'Anteil am Maler: mit 2 wartet man halb so lang wie mit 1',
        },
      },
    },
    show: {
      name: 'zeigen',
      description: 'Die Stufe eines Mitglieds, und warum es sie hat',
      options: { member },
    },
  },
}
