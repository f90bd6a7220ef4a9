import type { Translated } from '#messages/texts/command-texts.ts'
import type { apikeyEn } from '#messages/texts/en/commands/apikey.ts'

export const apikeyDe: Translated<typeof apikeyEn> = {
  name: 'apikey',
  description: 'Schlüssel, mit denen deine eigenen Programme für dich malen',
  options: {
    create: {
      name: 'erstellen',
      description: 'Macht einen Schlüssel; er wird einmal gezeigt',
      options: {
        name: { name: 'name', description: 'Wofür er ist' },
        daily_images: { name: 'bilder_am_tag', description: 'Höchstens so viele Bilder am Tag mit ihm' },
      },
    },
    list: { name: 'liste', description: 'Deine Schlüssel, und wann jeder zuletzt benutzt wurde' },
    revoke: {
      name: 'widerrufen',
      description: 'Beendet einen Schlüssel, sofort',
      options: { key: { name: 'schlüssel', description: 'Welcher Schlüssel' } },
    },
  },
}
