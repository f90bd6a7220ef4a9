import type { Translated } from '#messages/texts/command-texts.ts'
import type { ownerEn } from '#messages/texts/en/commands/owner.ts'

const person = { name: 'person', description: 'Irgendjemand auf Discord' }
const reason = { name: 'grund', description: 'Wer abgewiesen wird, liest ihn' }

export const ownerDe: Translated<typeof ownerEn> = {
  name: 'betreiber',
  description: 'Für den Betreiber dieses Bots',
  options: {
    status: {
      name: 'status',
      description: 'Ob Bilder angenommen werden, Warteschlange, Obergrenzen, Sperren',
    },
    ban: {
      name: 'bannen',
      description: 'Nirgends mehr für jemanden malen',
      options: { person, reason },
    },
    unban: { name: 'entbannen', description: 'Wieder für jemanden malen', options: { person } },
    pause: {
      name: 'pause',
      description: 'Keine neuen Bilder annehmen, bis /betreiber weiter',
      options: { reason },
    },
    resume: { name: 'weiter', description: 'Wieder Bilder annehmen' },
    drain: {
      name: 'auslaufen',
      description: 'Vor einem Neustart: keine neuen annehmen, die wartenden fertig malen',
      options: { reason },
    },
    announce: {
      name: 'ankündigen',
      description: 'Etwas in den Protokoll-Kanal jedes Servers schreiben',
      options: { text: { name: 'text', description: 'Was gesagt wird' } },
    },
    history: { name: 'verlauf', description: 'Was die Betreiber zuletzt getan haben' },
    limits: {
      name: 'grenzen',
      description: 'Obergrenzen ändern, bis sie zurückgesetzt werden; ohne Angabe zeigen',
      options: {
        pictures_per_person: {
          name: 'bilder_je_person',
          description: 'Bilder am Tag, je Person über alle Server',
        },
        pictures_per_server: { name: 'bilder_je_server', description: 'Bilder am Tag, je Server' },
        steps: { name: 'schritte', description: 'Meiste Schritte eines Bildes' },
        size: { name: 'größe', description: 'Größtes Bild, etwa 1024x1024' },
        weight: { name: 'gewicht', description: 'Größtes Gewicht einer Stufe' },
        waiting_per_person: { name: 'aufträge_je_person', description: 'Wartende Aufträge je Person' },
        waiting: { name: 'aufträge', description: 'Wartende Aufträge im Ganzen' },
        reset: { name: 'zurücksetzen', description: 'Vorher zurück zur Konfiguration' },
      },
    },
  },
}
