import type { OwnWords } from '#messages/texts/command-texts.ts'

const member = { description: 'A member of this server' } as const
const role = { description: 'Everybody who has this role' } as const
const tier = { description: 'free, pro, or a tier of this server' } as const

export const tierEn = {
  description: 'Who may have how many pictures',
  options: {
    set: { description: 'Give a tier to a member or to a role', options: { tier, member, role } },
    remove: {
      description: 'Take a tier back from a member or a role, or remove a tier of this server',
      options: { member, role, tier },
    },
    list: { description: 'All tiers, and who was given one' },
    define: {
      description: 'Make a tier for this server, or change one',
      options: {
        name: { description: 'What the tier is called' },
        daily_images: { description: 'Pictures a day' },
        most_steps: {
          description: 'Most steps of a picture; as many as the operator allows when left out',
        },
        largest_size: {
          description: 'Largest picture, such as 768x768; as large as the operator allows when left out',
        },
        weight: { description: 'Share of the painter: with 2 it waits half as long as with 1' },
      },
    },
    show: { description: 'The tier of a member, and why they have it', options: { member } },
  },
} as const satisfies OwnWords
