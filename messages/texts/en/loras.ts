/** What is said about LoRAs and embeddings. */
export const lorasEn = {
  lists: {
    loras: {
      title: 'LoRAs and embeddings',
      none: 'There are no LoRAs and no embeddings here. The operator puts LoRAs into the folder `loras/` of the models folder.',
      how: 'Choose a LoRA with the option `lora` of `/imagine`, or write `<lora:NAME:0.8>` into the prompt; an embedding is a word of the prompt.',
    },
    models: {
      title: 'Models',
      none: 'No painter has told of a model yet. Try again in a moment.',
      how: 'Choose one with the option `model` of `/imagine`.',
    },
  },
  weight: (weight: string) => `weight ${weight}`,
  notYours: 'not for you here',
  lora: 'LoRA',
  embedding: 'Embedding',
  words: (words: string) => `trigger words: ${words}`,
  steps: (steps: number) => `paints in ${steps} ${steps === 1 ? 'step' : 'steps'}`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  before: 'Back',
  after: 'On',
  unknown: (names: string) =>
    `There is no LoRA called ${names} here, so your picture is painted without. \`/lora list\` shows those there are.`,
  unknownOption: (name: string) =>
    `There is no LoRA called “${name}” here. \`/lora list\` shows those there are.`,
  fewSteps: (names: string, taken: string) =>
    `For “${names}” few steps are enough, so I took what suits it: ${taken}. What you ask for counts instead.`,
  weightWithoutLora: '`lora_weight` says how much of a LoRA is used: choose one with `lora`, too.',
}

export type LorasTexts = typeof lorasEn
