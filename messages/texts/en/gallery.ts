import { isOne, pictures } from './plural.ts'

/** What people read in `/mygallery`, and when they export or delete what is theirs. */
export const galleryEn = {
  title: (total: number) => (total === 1 ? 'Your one picture' : `Your ${total} pictures`),
  favourites: (total: number) => (total === 1 ? 'Your one favourite' : `Your ${total} favourites`),
  found: (total: number, words: string) => `${pictures(total)} with “${words}”`,
  page: (page: number, pages: number) => `page ${page} of ${pages}`,
  open: 'Open a picture…',
  narrow: 'Show only…',
  newer: 'Newer',
  older: 'Older',
  seed: (seed: number) => `Seed ${seed}`,
  filters: {
    favourites: 'Favourites',
    days_7: 'From the last 7 days',
    days_30: 'From the last 30 days',
  },
  everyPlace: 'From everywhere',
  directMessages: 'Direct messages',
  unknownServer: (end: string) => `A server that I am not in any more (…${end})`,
  jump: (link: string) => `Its message: ${link}`,
  empty: 'You have no pictures yet. `/imagine` paints the first.',
  nothingFound: 'None of your pictures is like that. Show more, or see all of them with `/mygallery`.',
  gone: 'This gallery is too old to leaf through. `/mygallery` opens a new one.',
  back: 'Back to my pictures',
  export: 'Export',
  exported: {
    part: (part: number, parts: number, count: number) =>
      `${isOne(count) ? 'One picture' : pictures(count)}${parts === 1 ? '' : `, part ${part} of ${parts}`}`,
    alt: 'A ZIP file: the pictures as PNG, and pictures.json with how each was made',
    tooLarge: (count: number) =>
      `${isOne(count) ? 'One picture is' : `${pictures(count)} are`} larger than I may send here, and not among them. The menu above opens each alone.`,
    nothing: 'None of the pictures shown here is your own, so there is nothing to export.',
    underway: 'Your export is on its way already.',
  },
  erase: {
    label: 'Delete all my data',
    confirm: 'Delete everything',
    question: [
      '**Delete all your data, on every server?** It cannot be brought back. `Export` first if you want to keep your pictures.',
      '',
      '**Goes:** your pictures and their prompts, also out of the messages that I showed them in; start images; your favourites, and your pictures among the favourites of others; your presets and galleries. What is being painted is cancelled.',
      '**Stays:** numbers about past pictures (when, size, steps) and who changed a server’s settings, under a pseudonym; what you have used of today’s pictures; what admins and the operator decided about you, such as a tier; what other people made out of your pictures.',
    ].join('\n'),
    done: 'Everything of yours is deleted. The messages that show your pictures are emptied within minutes.',
    underway: 'Something of yours is still being painted. Everything goes as soon as that has ended.',
  },
}
export type GalleryTexts = typeof galleryEn
