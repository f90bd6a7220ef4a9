import type { OwnWords } from '#messages/texts/command-texts.ts'

export const apikeyEn = {
  description: 'Keys with which your own programs paint for you',
  options: {
    create: {
      description: 'Make a key; it is shown once',
      options: {
        name: { description: 'What it is for' },
        daily_images: { description: 'At most so many pictures a day with it' },
      },
    },
    list: { description: 'Your keys, and when each was last used' },
    revoke: {
      description: 'End a key, at once',
      options: { key: { description: 'Which key' } },
    },
  },
} as const satisfies OwnWords
