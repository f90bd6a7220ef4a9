import { speedsFr } from '#messages/texts/fr/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { compareEn } from '#messages/texts/en/commands/compare.ts'

export const compareFr: Translated<typeof compareEn> = {
  name: 'comparer',
  description: 'Peins un prompt selon deux axes, en une planche légendée',
  options: {
    prompt: { name: 'prompt', description: 'Ce que montrent les images' },
    axes: {
      name: 'axes',
      description: 'Ce qui change d’une ligne à l’autre, et d’une colonne à l’autre',
      choices: {
        schedulers_steps: 'schedulers × étapes',
        guidance_seeds: 'guidage × graines',
        speeds_seeds: 'vitesses × graines',
      },
    },
    schedulers: { name: 'schedulers', description: 'Jusqu’à quatre, par exemple : Euler a, DPM++ 2M Karras' },
    steps: { name: 'étapes', description: 'Jusqu’à quatre, par exemple : 8, 20' },
    guidance: { name: 'guidage', description: 'Jusqu’à quatre, par exemple : 1 ; 3 ; 7,5' },
    seeds: { name: 'graines', description: 'Jusqu’à quatre, par exemple : 7, 42' },
    speeds: { name: 'vitesses', description: 'Jusqu’à trois parmi : exact, fast, draft' },
    speed: {
      name: 'vitesse',
      description: 'La vitesse à laquelle elles sont peintes',
      choices: speedsFr.names,
    },
    negative_prompt: { name: 'prompt_négatif', description: 'Ce qu’elles ne doivent pas montrer' },
    seed: { name: 'graine', description: 'La graine commune à toutes, ou la première des graines' },
    size: {
      name: 'taille',
      description: 'Largeur et hauteur de chaque image en pixels, par exemple 512x512',
    },
    model: { name: 'modèle', description: 'Le modèle qui peint' },
  },
}
