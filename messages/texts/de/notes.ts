import type { notesEn } from '#messages/texts/en/notes.ts'
import { isOne } from './plural.ts'

export const notesDe: typeof notesEn = {
  unknownName: (name) => `Ein Embedding ${name} gibt es hier nicht, darum habe ich es weggelassen.`,
  textLeft: (text) => `Dein Prompt ist länger, als ich malen kann. Dieses Ende fehlt: ${text}`,
  wordsCut: (of, text) =>
    `Der ${of === 'prompt' ? 'Prompt' : 'negative Prompt'} ist länger als die 77 Token des Modells. Das fehlt: ${text}`,
  variantsLeft: 'Der Prompt hat mehr Varianten, als ich malen kann; die letzten fehlen.',
  layersLeft: (lora, left, layers) =>
    `Das LoRA ${lora} passt nur zum Teil zu diesem Modell. Weggelassene Schichten: ${left} von ${layers}.`,
  namesAsWords: (names, count) =>
    `Hier gibt es ${isOne(count) ? 'kein Embedding' : 'keine Embeddings'} ${names}, darum habe ich das als Wörter gelesen. \`/lora liste\` zeigt, was es gibt.`,
  allWorkDone:
    'Hier gab es nichts wegzulassen: Es sind zu wenige Schritte, oder der Prompt wechselt zu oft. Gemalt wurde wie mit Exakt.',
  loraRanks: (lora) => `Vom LoRA ${lora} habe ich alle Ränge verwendet: Einzelne kann ich nicht auswählen.`,
  unknownWords: (model, words, more) =>
    `${model} kennt davon nichts: ${words}${more > 0 ? ` und ${more} mehr` : ''}. \`/hilfe\` nennt seine Wörter.`,
  farSize: (size, own, model) =>
    `${size} ist weit mehr als die ${own}, an denen ${model} gelernt hat; manches kann doppelt erscheinen. Kleiner, dann \`Upscale\`, gelingt es besser.`,
}
