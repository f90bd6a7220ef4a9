import type { promptsEn } from '#messages/texts/en/prompts.ts'
import { isOne } from './plural.ts'

export const promptsFr: typeof promptsEn = {
  unknownTag: (tag) => `Je ne connais pas la balise ${tag}, je l’ai donc laissée hors du prompt.`,
  unreadableLora: 'Le poids d’un des `<lora:…>` n’est pas un nombre, je n’en ai donc utilisé aucun.',
  heavyPart: (text, weight) =>
    `« ${text} » compte ${weight} fois, car le prompt finit par « :${weight} ». Si c’est du texte, mets un point derrière.`,
  commentLeft: (text) => `Ce qui suit « # » est un commentaire, je l’ai donc laissé de côté : ${text}`,
  neverReached: (text, when) =>
    `« ${text} » ne vient jamais : entre crochets, « :${when} » dit quand, et c’est après la dernière étape. Un poids a des parenthèses : \`(dragon:1.3)\`.`,
  weightAsWords: (text) =>
    `« ${text} » n’est pas un poids, je l’ai donc lu comme des mots. Un poids s’écrit ainsi : \`(dragon:1.3)\`.`,
  settingsAsWords: (text) =>
    `J’ai lu « ${text} » et la suite comme des mots. Le prompt négatif, les étapes et les autres sont des réglages à part.`,
  tagAsWords: (tag) => `Un prompt négatif n’a pas de tags, j’ai donc lu ${tag} comme des mots.`,
  pasted:
    'Ton prompt est venu avec des réglages, et je les ai repris. Ce que tu as choisi toi-même passe avant ; le modèle reste celui qui est choisi ici.',
  partsLeft: (parts) => `Un prompt a au plus 8 parties avec AND ; j’en ai laissé ${parts} de côté.`,
  unreadableWeight: (typed) => `« ${typed} » n’est pas un nombre. Un poids s’écrit ainsi : \`(dragon:1.3)\`.`,
  weightTooLarge: 'Les poids de ce prompt dépassent ce qui peut être peint. Prends-en de plus petits.',
  unknownWildcard: (name, known) => `Il n’y a pas de mots pour \`__${name}__\` ici. Il y a : ${known}.`,
  noWildcards: (name) => `Il n’y a pas de mots pour \`__${name}__\` : ce bot n’a pas de jokers.`,
  emptyWildcard: (name) =>
    `La liste de mots pour \`__${name}__\` est vide. Demande à qui fait tourner ce bot de la remplir.`,
  endlessWildcard: (name) =>
    `Les mots pour \`__${name}__\` renvoient à eux-mêmes. Demande à qui fait tourner ce bot de changer leur liste.`,
  help: {
    title: 'Comment écrire un prompt',
    intro:
      'Les prompts sont lus comme dans les autres programmes pour Stable Diffusion : ce que tu trouves ailleurs marche ici.',
    weights: 'Poids',
    weightsText:
      '`(dragon)` compte 1,1 fois, `((dragon))` 1,21 fois, `(dragon:1.4)` 1,4 fois, `[fog]` un dixième de moins. `\\(` est une parenthèse.',
    changes: 'Pendant la peinture',
    changesText:
      '`[boat:castle:0.5]` est un bateau la moitié des étapes, puis un château. `[fog:0.7]` vient tard, `[fog::0.3]` part tôt. `[red|blue] dragon` change à chaque étape.',
    parts: 'Plusieurs à la fois',
    partsText:
      '`a castle AND neon :0.6` peint les deux l’un sur l’autre, le second un peu moins. `BREAK` commence une nouvelle section. `{red, blue} dragon` demande deux images.',
    embeddings: 'Embeddings',
    embeddingsText:
      'Un embedding est un mot appris. Écris son nom, dans le prompt ou dans ce que l’image ne doit pas montrer ; `/lora liste` en dit plus sur chacun.',
    noEmbeddings: 'Il n’y en a pas ici.',
    wildcards: 'Jokers',
    wildcardsText: '`__colour__` prend un mot d’une liste, un autre à chaque fois ; `Same seed` le garde.',
    noWildcards: 'Il n’y a pas de listes ici.',
    paintedBy: (model, steps, seed) =>
      `De gauche à droite, peint par ${model} : ${steps} ${isOne(steps) ? 'étape' : 'étapes'}, graine ${seed}`,
    alt: {
      weights:
        'Trois images d’un animal entre des sapins : un chat blanc au cou et aux ailes de dragon ; un corps de chat avec la tête et les ailes d’un dragon bleu ; un dragon bleu.',
      changes:
        'Trois images en mer : un bateau rouge au crépuscule ; une baleine rouge dans la lumière du soir du bateau ; une baleine rouge de jour.',
      parts:
        'Trois images du même château dans un désert : rose de jour ; sous des néons la nuit ; en aquarelle pâle sous la lune.',
    },
    examples: 'Essaie',
  },
}
