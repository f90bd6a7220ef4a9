import { speedsEn } from '#messages/texts/en/speeds.ts'
import type { OwnWords } from '#messages/texts/command-texts.ts'

export const compareEn = {
  description: 'Paint one prompt over two axes, as a labelled sheet',
  options: {
    prompt: { description: 'What the pictures show' },
    axes: {
      description: 'What differs from row to row, and from column to column',
      choices: {
        schedulers_steps: 'schedulers × steps',
        guidance_seeds: 'guidance × seeds',
        speeds_seeds: 'speeds × seeds',
      },
    },
    schedulers: { description: 'Up to four, such as: Euler a, DPM++ 2M Karras' },
    steps: { description: 'Up to four, such as: 8, 20' },
    guidance: { description: 'Up to four, such as: 1, 3, 7.5' },
    seeds: { description: 'Up to four, such as: 7, 42' },
    speeds: { description: 'Up to three of: exact, fast, draft' },
    speed: { description: 'How fast they are painted', choices: speedsEn.names },
    negative_prompt: { description: 'What they must not show' },
    seed: { description: 'The one seed of all, or the first of the seeds' },
    size: { description: 'Width and height of each picture in pixels, such as 512x512' },
    model: { description: 'Which model paints' },
  },
} as const satisfies OwnWords
