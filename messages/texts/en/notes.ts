import { isOne } from './plural.ts'

/** What of a picture could not be painted as it was asked for, beside what is said of its prompt at once. */
export const notesEn = {
  unknownName: (name: string) => `There is no embedding ${name} here, so I left it out.`,
  textLeft: (text: string) => `Your prompt is longer than I can paint. This end of it was left out: ${text}`,
  wordsCut: (of: 'prompt' | 'negative_prompt', text: string) =>
    `The ${of === 'prompt' ? 'prompt' : 'negative prompt'} is longer than the model’s 77 tokens. This was left out: ${text}`,
  variantsLeft: 'The prompt has more alternatives than I can paint; the last ones were left out.',
  layersLeft: (lora: string, left: number, layers: number) =>
    `The LoRA “${lora}” fits this model only in part. Layers left out: ${left} of ${layers}.`,
  namesAsWords: (names: string, count: number) =>
    `There ${isOne(count) ? 'is no embedding' : 'are no embeddings'} ${names} here, so I read that as words. \`/lora list\` shows what there is.`,
  allWorkDone:
    'There was nothing to leave out: the steps are too few, or the prompt changes too often. This was painted as with Exact.',
  loraRanks: (lora: string) => `I used all ranks of the LoRA “${lora}”: I can’t choose some of them.`,
  unknownWords: (model: string, words: string, more: number) =>
    `${model} knows none of: ${words}${more > 0 ? ` and ${more} more` : ''}. \`/help\` lists its words.`,
  farSize: (size: string, own: string, model: string) =>
    `${size} is far more than the ${own} that ${model} learned from, so it may paint things twice. Smaller, then \`Upscale\`, comes out better.`,
}
