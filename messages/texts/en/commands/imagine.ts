import { speedsEn } from '#messages/texts/en/speeds.ts'
import type { OwnWords } from '#messages/texts/command-texts.ts'

export const imagineEn = {
  description: 'Paint a picture from your words',
  options: {
    prompt: { description: 'What the picture shows' },
    negative_prompt: { description: 'What it must not show' },
    steps: { description: 'How many steps it is painted in: more take longer and show more detail' },
    guidance: { description: 'How strictly it follows the prompt: 1 is free; what is usual is offered' },
    size: { description: 'Width and height in pixels, or a ratio such as 3:2' },
    seed: { description: 'The same seed and settings give the same picture' },
    count: { description: 'How many pictures, with one seed after the other' },
    scheduler: { description: 'The way the noise is taken out, step by step' },
    model: { description: 'Which model paints' },
    lora: { description: 'A LoRA: a small file that teaches the model a style, a person or a thing' },
    lora_weight: { description: 'How much of it: 1 is all, negative the opposite' },
    speed: {
      description:
        'How much of the work is done: Fast is close to Exact in half the time, Draft for trying out',
      choices: speedsEn.names,
    },
    preset: { description: 'A style with settings that suit it' },
    image: { description: 'A picture to start from' },
    strength: { description: 'How much of the start picture is painted over: 0.1 little, 1 everything' },
  },
} as const satisfies OwnWords
