/** What `/help topic: prompts` shows of each thing that it explains: pictures side by side, of one seed. */
export const promptExamples = {
  weights: {
    seed: 5,
    prompts: [
      'a (dragon:0.3) cat in the forest',
      'a dragon cat in the forest',
      'a (dragon:1.6) cat in the forest',
    ],
  },
  changes: {
    seed: 3,
    prompts: ['a red boat on the sea', 'a red [boat:whale:0.25] on the sea', 'a red whale on the sea'],
  },
  parts: {
    seed: 5,
    prompts: [
      'a castle in the desert',
      'a castle in the desert AND neon :0.6',
      'a castle in the desert AND at night, watercolour :0.6',
    ],
  },
} as const

export type PromptExample = keyof typeof promptExamples

/** What paints them, as it is usually painted with, but for the steps. */
export const examplesModel = 'dragon-mini'
export const examplesSteps = 20
