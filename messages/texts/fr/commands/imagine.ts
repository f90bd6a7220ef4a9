import { speedsFr } from '#messages/texts/fr/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { imagineEn } from '#messages/texts/en/commands/imagine.ts'

export const imagineFr: Translated<typeof imagineEn> = {
  name: 'imagine',
  description: 'Peins une image à partir de tes mots',
  options: {
    prompt: { name: 'prompt', description: 'Ce que montre l’image' },
    negative_prompt: { name: 'prompt_négatif', description: 'Ce qu’elle ne doit pas montrer' },
    steps: {
      name: 'étapes',
      description: 'En combien d’étapes elle est peinte : plus il y en a, plus c’est long et détaillé',
    },
    guidance: {
      name: 'guidage',
      description: 'Avec quelle rigueur elle suit le prompt : 1 est libre ; l’habituel est proposé',
    },
    size: { name: 'taille', description: 'Largeur et hauteur en pixels, ou un rapport comme 3/2' },
    seed: { name: 'graine', description: 'La même graine et les mêmes réglages donnent la même image' },
    count: { name: 'nombre', description: 'Combien d’images, une graine après l’autre' },
    scheduler: { name: 'scheduler', description: 'La façon dont le bruit est retiré, étape par étape' },
    model: { name: 'modèle', description: 'Le modèle qui peint' },
    lora: {
      name: 'lora',
      description: 'Un LoRA : un petit fichier qui apprend au modèle un style, une personne, une chose',
    },
    lora_weight: {
      name: 'lora_poids',
      description: 'Dans quelle mesure : 1 tout entier, négatif le contraire',
    },
    speed: {
      name: 'vitesse',
      description: 'Rapide est presque Exact en moitié moins de temps, Brouillon sert à essayer',
      choices: speedsFr.names,
    },
    preset: { name: 'préréglage', description: 'Un style avec les réglages qui lui vont' },
    image: { name: 'image', description: 'Une image d’où partir' },
    strength: {
      name: 'force',
      description: 'Quelle part de l’image de départ est repeinte : 0,1 un peu, 1 tout',
    },
  },
}
