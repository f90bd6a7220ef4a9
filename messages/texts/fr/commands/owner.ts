import type { Translated } from '#messages/texts/command-texts.ts'
import type { ownerEn } from '#messages/texts/en/commands/owner.ts'

const person = { name: 'personne', description: 'N’importe qui sur Discord' }
const reason = { name: 'raison', description: 'Les personnes refusées la lisent' }

export const ownerFr: Translated<typeof ownerEn> = {
  name: 'opérateur',
  description: 'Pour l’opérateur de ce bot',
  options: {
    status: {
      name: 'état',
      description: 'Si les images sont prises, la file, les plafonds, les bannissements',
    },
    ban: {
      name: 'bannir',
      description: 'Ne plus rien peindre pour une personne, nulle part',
      options: { person, reason },
    },
    unban: { name: 'débannir', description: 'Peindre à nouveau pour elle', options: { person } },
    pause: {
      name: 'pause',
      description: 'Ne pas prendre de nouvelles images jusqu’à /opérateur reprendre',
      options: { reason },
    },
    resume: { name: 'reprendre', description: 'Prendre à nouveau des images' },
    drain: {
      name: 'terminer',
      description: 'Avant un redémarrage : rien prendre de nouveau, finir ce qui est dans la file',
      options: { reason },
    },
    announce: {
      name: 'annoncer',
      description: 'Dire quelque chose dans le salon du journal de chaque serveur',
      options: { text: { name: 'texte', description: 'Ce qu’il faut dire' } },
    },
    history: { name: 'historique', description: 'Ce que les propriétaires ont fait récemment' },
    limits: {
      name: 'limites',
      description: 'Modifier les plafonds jusqu’à leur réinitialisation ; sans option, les montrer',
      options: {
        pictures_per_person: {
          name: 'images_par_personne',
          description: 'Images par jour, par personne sur tous les serveurs',
        },
        pictures_per_server: { name: 'images_par_serveur', description: 'Images par jour, par serveur' },
        steps: { name: 'étapes', description: 'Étapes d’une image au plus' },
        size: { name: 'taille', description: 'Plus grande image, par exemple 1024x1024' },
        weight: { name: 'poids', description: 'Plus grand poids d’un palier' },
        waiting_per_person: {
          name: 'demandes_par_personne',
          description: 'Demandes dans la file, par personne',
        },
        waiting: { name: 'demandes', description: 'Demandes dans la file, en tout' },
        reset: { name: 'réinitialiser', description: 'D’abord revenir à la configuration' },
      },
    },
  },
}
