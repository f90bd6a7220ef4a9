import type { GalleryTexts } from '#messages/texts/en/gallery.ts'
import { isOne, pictures } from './plural.ts'

export const galleryDe: GalleryTexts = {
  title: (total) => (total === 1 ? 'Dein eines Bild' : `Deine ${total} Bilder`),
  favourites: (total) => (total === 1 ? 'Dein einer Favorit' : `Deine ${total} Favoriten`),
  found: (total, words) => `${pictures(total)} mit „${words}“`,
  page: (page, pages) => `Seite ${page} von ${pages}`,
  open: 'Ein Bild öffnen …',
  narrow: 'Nur zeigen …',
  newer: 'Neuere',
  older: 'Ältere',
  seed: (seed) => `Seed ${seed}`,
  filters: {
    favourites: 'Favoriten',
    days_7: 'Aus den letzten 7 Tagen',
    days_30: 'Aus den letzten 30 Tagen',
  },
  everyPlace: 'Von überall',
  directMessages: 'Direktnachrichten',
  unknownServer: (end) => `Ein Server, auf dem ich nicht mehr bin (…${end})`,
  jump: (link) => `Seine Nachricht: ${link}`,
  empty: 'Du hast noch keine Bilder. `/imagine` malt das erste.',
  nothingFound: 'Keines deiner Bilder ist so. Lass mehr zeigen, oder sieh mit `/meinegalerie` alle.',
  gone: 'Diese Galerie ist zu alt zum Blättern. `/meinegalerie` öffnet eine neue.',
  back: 'Zurück zu meinen Bildern',
  export: 'Exportieren',
  exported: {
    part: (part, parts, count) =>
      `${isOne(count) ? 'Ein Bild' : pictures(count)}${parts === 1 ? '' : `, Teil ${part} von ${parts}`}`,
    alt: 'Eine ZIP-Datei: die Bilder als PNG, und pictures.json mit dem, wie jedes entstand',
    tooLarge: (count) =>
      `${isOne(count) ? 'Ein Bild ist' : `${pictures(count)} sind`} größer, als ich hier schicken darf, und nicht dabei. Das Menü oben öffnet jedes einzeln.`,
    nothing: 'Keines der Bilder hier ist dein eigenes, darum gibt es nichts zu exportieren.',
    underway: 'Dein Export ist schon unterwegs.',
  },
  erase: {
    label: 'Alle meine Daten löschen',
    confirm: 'Alles löschen',
    question: [
      '**Alle deine Daten löschen, auf jedem Server?** Niemand kann sie zurückholen. Drück vorher `Exportieren`, wenn du deine Bilder behalten willst.',
      '',
      '**Weg sind dann:** deine Bilder und ihre Prompts, auch aus den Nachrichten, in denen ich sie gezeigt habe; Ausgangsbilder; deine Favoriten, und deine Bilder unter den Favoriten anderer; deine Presets und Galerien. Was gerade gemalt wird, wird abgebrochen.',
      '**Es bleiben:** Zahlen zu früheren Bildern (wann, Größe, Schritte) und wer die Einstellungen eines Servers geändert hat, unter einem Pseudonym; was du heute an Bildern verbraucht hast; was Admins und Betreiber über dich entschieden haben, etwa eine Stufe; was andere aus deinen Bildern gemacht haben.',
    ].join('\n'),
    done: 'Alles von dir ist gelöscht. Die Nachrichten, die deine Bilder zeigen, werden in den nächsten Minuten geleert.',
    underway: 'Etwas von dir wird noch gemalt. Sobald das zu Ende ist, ist alles weg.',
  },
}
