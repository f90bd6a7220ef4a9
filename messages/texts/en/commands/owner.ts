import type { OwnWords } from '#messages/texts/command-texts.ts'

const person = { description: 'Anybody on Discord' } as const
const reason = { description: 'Those who are refused read it' } as const

export const ownerEn = {
  description: 'For the operator of this bot',
  options: {
    status: { description: 'Whether pictures are taken, the queue, the ceilings, the bans' },
    ban: { description: 'Paint nothing more for a person, anywhere', options: { person, reason } },
    unban: { description: 'Paint for them again', options: { person } },
    pause: { description: 'Take no new pictures until /owner resume', options: { reason } },
    resume: { description: 'Take pictures again' },
    drain: {
      description: 'Take no new pictures and finish those in the queue, before a restart',
      options: { reason },
    },
    announce: {
      description: 'Say something in the log channel of every server',
      options: { text: { description: 'What to say' } },
    },
    history: { description: 'What the owners did last' },
    limits: {
      description: 'Change ceilings until they are reset; without options it shows them',
      options: {
        pictures_per_person: { description: 'Pictures a day, each person over all servers' },
        pictures_per_server: { description: 'Pictures a day, each server' },
        steps: { description: 'Most steps of a picture' },
        size: { description: 'Largest picture, such as 1024x1024' },
        weight: { description: 'Largest weight of a tier' },
        waiting_per_person: { description: 'Requests in the queue, each person' },
        waiting: { description: 'Requests in the queue, in all' },
        reset: { description: 'First go back to the configuration' },
      },
    },
  },
} as const satisfies OwnWords
