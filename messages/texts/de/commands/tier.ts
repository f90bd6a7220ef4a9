import { speedsDe } from '#messages/texts/de/speeds.ts'
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
      description: 'Mach eine Stufe für diesen Server, oder ändere eine: was fehlt, bleibt',
      options: {
        name: { name: 'name', description: 'Wie die Stufe heißt' },
        pictures_per_day: {
          name: 'bilder_am_tag',
          description: 'Bilder am Tag; eine neue Stufe braucht sie',
        },
        most_steps: {
          name: 'meiste_schritte',
          description:
            'Meiste Schritte eines Bildes; in einer neuen Stufe so viele, wie der Betreiber erlaubt',
        },
        largest_size: {
          name: 'größtes_bild',
          description: 'Größtes Bild, etwa 768x768; in einer neuen Stufe so groß, wie der Betreiber erlaubt',
        },
        speed: {
          name: 'tempo',
          description: 'Wie schnell ihre Bilder gemalt werden, wenn sie nichts sagen',
          choices: speedsDe.names,
        },
        weight: {
          name: 'gewicht',
          description: 'Anteil am Maler: mit 2 wartet man halb so lang wie mit 1',
        },
        models: {
          name: 'modelle',
          description: 'Erlaubte Modelle: Namen mit Kommas, * alle, - keine, photo* die, die so anfangen',
        },
        loras: { name: 'loras', description: 'Erlaubte LoRAs, ebenso' },
        reset: { name: 'zurücksetzen', description: 'Vorher Schritte, Größe und Gewicht vergessen' },
      },
    },
    show: {
      name: 'zeigen',
      description: 'Die Stufe eines Mitglieds, und warum es sie hat',
      options: { member },
    },
  },
}
