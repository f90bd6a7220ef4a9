import type { notesEn } from '#messages/texts/en/notes.ts'
import { isOne } from './plural.ts'

export const notesFr: typeof notesEn = {
  unknownName: (name) => `Il n’y a pas d’embedding ${name} ici, je l’ai donc laissé de côté.`,
  textLeft: (text) =>
    `Ton prompt est plus long que ce que je peux peindre. Cette fin a été laissée de côté : ${text}`,
  wordsCut: (of, text) =>
    `Le prompt${of === 'prompt' ? '' : ' négatif'} dépasse les 77 tokens du modèle. Ceci a été laissé de côté : ${text}`,
  variantsLeft:
    'Le prompt a plus de variantes que ce que je peux peindre ; les dernières ont été laissées de côté.',
  layersLeft: (lora, left, layers) =>
    `Le LoRA ${lora} ne convient qu’en partie à ce modèle. Couches laissées de côté : ${left} sur ${layers}.`,
  namesAsWords: (names, count) =>
    `Il n’y a pas ${isOne(count) ? 'd’embedding' : 'd’embeddings'} ${names} ici, je l’ai donc lu comme des mots. \`/lora liste\` montre ce qu’il y a.`,
  allWorkDone:
    'Il n’y avait rien à laisser de côté : il y a trop peu d’étapes, ou le prompt change trop souvent. L’image est peinte comme avec Exact.',
  loraRanks: (lora) =>
    `J’ai utilisé tous les rangs du LoRA ${lora} : je ne peux pas en choisir quelques-uns.`,
  unknownWords: (model, words, more) =>
    `${model} ne connaît rien de cela : ${words}${more > 0 ? ` et ${more} de plus` : ''}. \`/aide\` donne ses mots.`,
  farSize: (size, own, model) =>
    `${size} dépasse de loin les ${own} sur lesquels ${model} a appris ; des choses peuvent y être doublées. Plus petit, puis \`Upscale\`, le résultat est meilleur.`,
}
