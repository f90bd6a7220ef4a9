import { steps as stepsText } from './plural.ts'

/** What is said of how a prompt is read, and `/help` about prompts. */
export const promptsEn = {
  unknownTag: (tag: string) => `I don’t know the tag ${tag}, so I left it out of the prompt.`,
  unreadableLora: 'One of the `<lora:…>` has a weight that is no number, so I used none of them.',
  heavyPart: (text: string, weight: number) =>
    `“${text}” counts ${weight} times, because the prompt ends in “:${weight}”. If that is text, put a full stop behind it.`,
  commentLeft: (text: string) => `What stands behind “#” is a comment, so I left it out: ${text}`,
  neverReached: (text: string, when: string) =>
    `“${text}” never comes: in square brackets, “:${when}” says when, and that is behind the last step. A weight has round ones: \`(dragon:1.3)\`.`,
  weightAsWords: (text: string) =>
    `“${text}” is no weight, so I read it as words. A weight looks like this: \`(dragon:1.3)\`.`,
  settingsAsWords: (text: string) =>
    `I read “${text}” and what follows as words. Negative prompt, steps and the others are settings of their own.`,
  tagAsWords: (tag: string) => `I read ${tag} in the negative prompt as words: tags are for the prompt.`,
  pasted:
    'Your prompt came with settings, and I took them over. What you chose yourself comes first; the model stays the one that is chosen here.',
  partsLeft: (parts: number) => `A prompt has at most 8 parts with AND; I left ${parts} out.`,
  unreadableWeight: (typed: string) => `“${typed}” is no number. A weight looks like this: \`(dragon:1.3)\`.`,
  weightTooLarge: 'The weights of this prompt multiply to more than can be painted. Use smaller ones.',
  unknownWildcard: (name: string, known: string) =>
    `There are no words for \`__${name}__\` here. There is: ${known}.`,
  noWildcards: (name: string) => `There are no words for \`__${name}__\`: this bot has no wildcards.`,
  emptyWildcard: (name: string) =>
    `The list of words for \`__${name}__\` is empty. Ask whoever runs this bot to fill it.`,
  endlessWildcard: (name: string) =>
    `The words for \`__${name}__\` lead back to themselves. Ask whoever runs this bot to change their list.`,
  help: {
    title: 'How to write a prompt',
    intro:
      'Prompts are read as Stable Diffusion’s other programs read them, so what you find elsewhere works here.',
    weights: 'Weights',
    weightsText:
      '`(dragon)` counts 1.1 times, `((dragon))` 1.21 times, `(dragon:1.4)` 1.4 times, `[fog]` a tenth less. `\\(` is a bracket.',
    changes: 'While it is painted',
    changesText:
      '`[boat:castle:0.5]` is a boat for half of the steps, then a castle. `[fog:0.7]` comes late, `[fog::0.3]` goes early. `[red|blue] dragon` changes at every step.',
    parts: 'Several at once',
    partsText:
      '`a castle AND neon :0.6` paints both over each other, the second a little less. `BREAK` starts a new part of 75 words’ length. `{red, blue} dragon` asks for two pictures.',
    embeddings: 'Embeddings',
    embeddingsText:
      'An embedding is a word that was trained. Write its name, in the prompt or in what the picture must not show; `/lora list` shows more of each.',
    noEmbeddings: 'There are none here.',
    wildcards: 'Wildcards',
    wildcardsText: '`__colour__` takes a word of a list, another one each time; `Same seed` keeps it.',
    noWildcards: 'There are no lists here.',
    paintedBy: (model: string, steps: number, seed: number) =>
      `From left to right, painted by ${model}: ${stepsText(steps)}, seed ${seed}`,
    /** What the pictures show, for those who can’t see them. */
    alt: {
      weights:
        'Three pictures of one animal between fir trees: a white cat with a dragon’s neck and wings; a cat’s body with a blue dragon’s head and wings; a blue dragon.',
      changes:
        'Three pictures at sea: a red boat at dusk; a red whale in the boat’s evening light; a red whale by day.',
      parts:
        'Three pictures of the same castle in a desert: pink by day; in neon lights at night; in pale watercolour under the moon.',
    },
    examples: 'Try',
  },
}
