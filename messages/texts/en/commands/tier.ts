import { speedsEn } from '#messages/texts/en/speeds.ts'
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
      description: 'Make a tier for this server, or change one: what is left out stays',
      options: {
        name: { description: 'What the tier is called' },
        pictures_per_day: { description: 'Pictures a day; a new tier needs it' },
        most_steps: { description: 'Most steps of a picture; in a new tier as many as the operator allows' },
        largest_size: {
          description: 'Largest picture, such as 768x768; in a new tier as large as the operator allows',
        },
        speed: {
          description: 'How fast their pictures are painted when they do not say',
          choices: speedsEn.names,
        },
        weight: { description: 'Share of the painter: with 2 it waits half as long as with 1' },
        models: {
          description:
            'The models they may use: names with commas, * all, - none, photo* those that begin so',
        },
        loras: { description: 'The LoRAs they may use, in the same way' },
        reset: { description: 'First forget its steps, size and weight' },
      },
    },
    show: { description: 'The tier of a member, and why they have it', options: { member } },
  },
} as const satisfies OwnWords
