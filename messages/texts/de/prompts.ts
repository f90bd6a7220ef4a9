import type { promptsEn } from '#messages/texts/en/prompts.ts'
import { steps as stepsText } from './plural.ts'

export const promptsDe: typeof promptsEn = {
  unknownTag: (tag) => `Den Tag ${tag} kenne ich nicht, darum habe ich ihn im Prompt weggelassen.`,
  unreadableLora:
    'Bei einem der `<lora:…>` ist das Gewicht keine Zahl, darum habe ich keines davon verwendet.',
  heavyPart: (text, weight) =>
    `„${text}“ zählt ${weight}-fach, weil der Prompt mit „:${weight}“ endet. Ist das Text, setz einen Punkt dahinter.`,
  commentLeft: (text) => `Was hinter „#“ steht, ist ein Kommentar, darum habe ich es weggelassen: ${text}`,
  neverReached: (text, when) =>
    `„${text}“ kommt nie: In eckigen Klammern sagt „:${when}“, wann, und das liegt hinter dem letzten Schritt. Ein Gewicht hat runde: \`(Drache:1.3)\`.`,
  weightAsWords: (text) =>
    `„${text}“ ist kein Gewicht, darum habe ich es als Wörter gelesen. Ein Gewicht sieht so aus: \`(Drache:1.3)\`.`,
  settingsAsWords: (text) =>
    `„${text}“ und was folgt habe ich als Wörter gelesen. Negativer Prompt, Schritte und die anderen sind eigene Einstellungen.`,
  tagAsWords: (tag) => `Ein negativer Prompt hat keine Tags, darum habe ich ${tag} als Wörter gelesen.`,
  pasted:
    'Dein Prompt kam mit Einstellungen, und ich habe sie übernommen. Was du selbst gewählt hast, geht vor; das Modell bleibt das, das hier gewählt ist.',
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
      '`a castle AND neon :0.6` malt beides übereinander, das zweite etwas weniger. `BREAK` beginnt einen neuen Abschnitt. `{red, blue} dragon` bittet um zwei Bilder.',
    embeddings: 'Embeddings',
    embeddingsText:
      'Ein Embedding ist ein angelerntes Wort. Schreib seinen Namen, in den Prompt oder in das, was das Bild nicht zeigen soll; `/lora liste` zeigt mehr zu jedem.',
    noEmbeddings: 'Hier gibt es keine.',
    wildcards: 'Platzhalter',
    wildcardsText:
      '`__colour__` nimmt ein Wort aus einer Liste, jedes Mal ein anderes; `Same seed` behält es.',
    noWildcards: 'Hier gibt es keine Listen.',
    paintedBy: (model, steps, seed) =>
      `Von links nach rechts, gemalt von ${model}: ${stepsText(steps)}, Seed ${seed}`,
    alt: {
      weights:
        'Drei Bilder eines Tiers zwischen Tannen: eine weiße Katze mit Hals und Flügeln eines Drachen; der Körper einer Katze mit Kopf und Flügeln eines blauen Drachen; ein blauer Drache.',
      changes:
        'Drei Bilder auf dem Meer: ein rotes Boot in der Dämmerung; ein roter Wal im Abendlicht des Boots; ein roter Wal bei Tag.',
      parts:
        'Drei Bilder desselben Schlosses in einer Wüste: rosa bei Tag; nachts in Neonlicht; in blassem Aquarell unter dem Mond.',
    },
    examples: 'Probier',
  },
}
