import type { LorasTexts } from '#messages/texts/en/loras.ts'

/** Ce qui est dit des LoRA et des embeddings. */
export const lorasFr: LorasTexts = {
  lists: {
    loras: {
      title: 'LoRA et embeddings',
      none: 'Il n’y a ici ni LoRA ni embeddings. L’opérateur met les LoRA dans le dossier `loras/` du dossier des modèles.',
      how: 'Choisis un LoRA avec l’option `lora` de `/imagine`, ou écris `<lora:NOM:0.8>` dans le prompt ; un embedding est un mot du prompt.',
    },
    models: {
      title: 'Modèles',
      none: 'Aucun peintre n’a encore annoncé de modèle. Réessaie dans un instant.',
      how: 'Choisis-en un avec l’option `modèle` de `/imagine`.',
    },
  },
  weight: (weight) => `poids ${weight}`,
  notYours: 'pas pour toi ici',
  lora: 'LoRA',
  embedding: 'Embedding',
  words: (words) => `mots déclencheurs : ${words}`,
  steps: (steps) => `peint en ${steps} ${steps === 1 ? 'étape' : 'étapes'}`,
  page: (page, pages) => `Page ${page} sur ${pages}`,
  before: 'Retour',
  after: 'Suite',
  unknown: (names) =>
    `Il n’y a pas ici de LoRA du nom de ${names} : ton image est peinte sans. \`/lora liste\` montre ceux qu’il y a.`,
  unknownOption: (name) =>
    `Il n’y a pas ici de LoRA du nom de « ${name} ». \`/lora liste\` montre ceux qu’il y a.`,
  fewSteps: (names, taken) =>
    `${names} peint en peu d’étapes, j’ai donc pris ce qui lui va : ${taken}. Ce que tu demandes toi-même passe avant.`,
  weightWithoutLora: '`lora_poids` dit à quel point un LoRA agit : choisis-en aussi un avec `lora`.',
}
