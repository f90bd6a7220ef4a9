import { speedsFr } from '#messages/texts/fr/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { tierEn } from '#messages/texts/en/commands/tier.ts'

const member = { name: 'membre', description: 'Un membre de ce serveur' }
const role = { name: 'rôle', description: 'Toutes les personnes qui ont ce rôle' }
const tier = { name: 'palier', description: 'free, pro ou un palier de ce serveur' }

export const tierFr: Translated<typeof tierEn> = {
  name: 'palier',
  description: 'Qui a droit à combien d’images',
  options: {
    set: {
      name: 'attribuer',
      description: 'Donne un palier à un membre ou à un rôle',
      options: { tier, member, role },
    },
    remove: {
      name: 'supprimer',
      description: 'Retire son palier à un membre ou à un rôle, ou supprime un palier de ce serveur',
      options: { member, role, tier },
    },
    list: { name: 'liste', description: 'Tous les paliers, et qui en a reçu un' },
    define: {
      name: 'définir',
      description: 'Crée un palier pour ce serveur, ou modifie-le : ce qui manque reste',
      options: {
        name: { name: 'nom', description: 'Comment s’appelle le palier' },
        pictures_per_day: {
          name: 'images_par_jour',
          description: 'Images par jour ; un nouveau palier en a besoin',
        },
        most_steps: {
          name: 'étapes_max',
          description: 'Étapes d’une image au plus ; dans un nouveau palier, autant que l’opérateur permet',
        },
        largest_size: {
          name: 'taille_max',
          description:
            'Plus grande image, comme 768x768 ; dans un nouveau palier, celle que l’opérateur permet',
        },
        speed: {
          name: 'vitesse',
          description: 'La vitesse de leurs images quand ils n’en disent rien',
          choices: speedsFr.names,
        },
        weight: {
          name: 'poids',
          description: 'Part du peintre : avec 2, on attend moitié moins qu’avec 1',
        },
        models: {
          name: 'modèles',
          description:
            'Modèles permis : noms avec des virgules, * tous, - aucun, photo* ceux qui commencent ainsi',
        },
        loras: { name: 'loras', description: 'LoRA permis, de la même façon' },
        reset: { name: 'réinitialiser', description: 'Oublie d’abord ses étapes, sa taille et son poids' },
      },
    },
    show: {
      name: 'afficher',
      description: 'Le palier d’un membre, et pourquoi il l’a',
      options: { member },
    },
  },
}
