import { speedsFr } from '#messages/texts/fr/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { presetEn } from '#messages/texts/en/commands/preset.ts'

const name = { name: 'nom', description: 'Son nom' }
const forServer = {
  name: 'pour_le_serveur',
  description: 'Pour tout le monde sur ce serveur (demande « Gérer le serveur »)',
}

export const presetFr: Translated<typeof presetEn> = {
  name: 'préréglage',
  description: 'Des styles avec leurs réglages, sous un nom',
  options: {
    save: {
      name: 'enregistrer',
      description: 'Enregistre un préréglage, ou remplace-le',
      options: {
        name,
        style: { name: 'style', description: 'Des mots qui suivent le prompt' },
        negative_prompt: { name: 'prompt_négatif', description: 'Ce que l’image ne doit pas montrer' },
        steps: { name: 'étapes', description: 'En combien d’étapes' },
        guidance: { name: 'guidage', description: 'Avec quelle rigueur l’image suit le prompt' },
        scheduler: { name: 'scheduler', description: 'La façon dont le bruit est retiré' },
        speed: { name: 'vitesse', description: 'La vitesse à laquelle c’est peint', choices: speedsFr.names },
        for_server: forServer,
      },
    },
    use: {
      name: 'utiliser',
      description: 'Ton /imagine prend un préréglage de lui-même ; sans nom : aucun',
      options: { name },
    },
    list: { name: 'liste', description: 'Les préréglages qui existent' },
    remove: {
      name: 'supprimer',
      description: 'Supprime un préréglage',
      options: { name, for_server: forServer },
    },
  },
}
