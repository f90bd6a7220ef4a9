import type { promptsEn } from '#messages/texts/en/prompts.ts'

export const promptsDe: typeof promptsEn = {
  unknownTag: (tag) => `Den Tag ${tag} kenne ich nicht, darum habe ich ihn im Prompt weggelassen.`,
  unreadableLora:
    'Bei einem der `<lora:…>` ist das Gewicht keine Zahl, darum habe ich keines davon verwendet.',
  heavyPart: (text, weight) =>
    `„${text}“ zählt ${weight}-fach, weil der Prompt mit „:${weight}“ endet. Ist das Text, setz einen Punkt dahinter.`,
  partsLeft: (parts) => `Ein Prompt hat höchstens 8 Teile mit AND; ${parts} habe ich weggelassen.`,
  unreadableWeight: (typed) => `„${typed}“ ist keine Zahl. Ein Gewicht sieht so aus: \`(Drache:1.3)\`.`,
  weightTooLarge: 'Die Gewichte dieses Prompts ergeben mehr, als sich malen lässt. Nimm kleinere.',
  unknownWildcard: (name, known) => `Für \`__${name}__\` gibt es hier keine Wörter. Es gibt: ${known}.`,
  noWildcards: (name) => `Für \`__${name}__\` gibt es keine Wörter: Dieser Bot hat keine Platzhalter.`,
  emptyWildcard: (name) =>
    `Die Wortliste für \`__${name}__\` ist leer. Bitte den Betreiber dieses Bots, sie zu füllen.`,
  endlessWildcard: (name) =>
    `Die Wörter für \`__${name}__\` führen zu sich selbst zurück. Bitte den Betreiber dieses Bots, ihre Liste zu ändern.`,
  help: {
    title: 'Wie man einen Prompt schreibt',
    intro:
      'Prompts werden gelesen wie in den anderen Programmen für Stable Diffusion: Was du anderswo findest, geht auch hier.',
    weights: 'Gewichte',
    weightsText:
      '`(dragon)` zählt 1,1-fach, `((dragon))` 1,21-fach, `(dragon:1.4)` 1,4-fach, `[fog]` ein Zehntel weniger. `\\(` ist eine Klammer.',
    changes: 'Während gemalt wird',
    changesText:
      '`[boat:castle:0.5]` ist die halben Schritte lang ein Boot, dann ein Schloss. `[fog:0.7]` kommt spät, `[fog::0.3]` geht früh. `[red|blue] dragon` wechselt bei jedem Schritt.',
    parts: 'Mehreres zugleich',
    partsText:
      '`a dragon AND a castle :0.7` malt beides übereinander. `BREAK` beginnt einen neuen Abschnitt. `{red, blue} dragon` bittet um zwei Bilder, `__colour__` nimmt ein Wort aus der Liste des Betreibers.',
    embeddings: 'Embeddings',
    embeddingsText: 'Schreib den Namen, im Prompt oder in dem, was das Bild nicht zeigen soll.',
    examples: 'Probier',
  },
}
