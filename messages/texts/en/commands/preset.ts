import { speedsEn } from '#messages/texts/en/speeds.ts'
import type { OwnWords } from '#messages/texts/command-texts.ts'

const name = { description: 'Its name' } as const
const forServer = { description: 'For everybody in this server (needs Manage Server)' } as const

export const presetEn = {
  description: 'Styles with settings, under a name',
  options: {
    save: {
      description: 'Save a preset, or replace one',
      options: {
        name,
        style: { description: 'Words that follow the prompt' },
        negative_prompt: { description: 'What the picture must not show' },
        steps: { description: 'In how many steps' },
        guidance: { description: 'How strictly it follows the prompt' },
        scheduler: { description: 'The way the noise is taken out' },
        speed: { description: 'How fast it is painted', choices: speedsEn.names },
        for_server: forServer,
      },
    },
    use: {
      description: 'Let your /imagine take a preset by itself; without a name: none',
      options: { name },
    },
    list: { description: 'The presets there are' },
    remove: { description: 'Remove a preset', options: { name, for_server: forServer } },
  },
} as const satisfies OwnWords
