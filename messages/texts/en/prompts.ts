/** What is said of how a prompt is read, and `/help` about prompts. */
export const promptsEn = {
  unknownTag: (tag: string) => `I don’t know the tag ${tag}, so I left it out of the prompt.`,
  unreadableLora: 'One of the `<lora:…>` has a weight that is no number, so I used none of them.',
  heavyPart: (text: string, weight: number) =>
    `“${text}” counts ${weight} times, because the prompt ends in “:${weight}”. If that is text, put a full stop behind it.`,
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
      '`a dragon AND a castle :0.7` paints both over each other. `BREAK` starts a new part of 75 words’ length. `{red, blue} dragon` asks for two pictures, `__colour__` takes a word of the operator’s list.',
    embeddings: 'Embeddings',
    embeddingsText: 'Write the name of one, in the prompt or in what it must not show.',
    examples: 'Try',
  },
}
