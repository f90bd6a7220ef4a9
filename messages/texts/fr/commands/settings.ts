import { speedsFr } from '#messages/texts/fr/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { settingsEn } from '#messages/texts/en/commands/settings.ts'

const reset = { name: 'réinitialiser', description: 'Oublie d’abord toutes ces valeurs' }
const channel = { name: 'salon', description: 'Un salon ; ses fils en font partie' }
const word = {
  name: 'mot',
  description: 'Un mot, une expression, ou plusieurs avec des virgules ; majuscules et accents sont égaux',
}
const kind = {
  name: 'sorte',
  description: 'Ce que veut dire la règle ; sans valeur, les formes du mot aussi',
  choices: {
    word: 'Ce mot seul',
    stem: 'Ce mot et ses formes',
    anywhere: 'Partout, même dans d’autres mots',
    wildcard: 'Avec * pour des lettres quelconques et ? pour une seule',
  },
}

export const settingsFr: Translated<typeof settingsEn> = {
  name: 'paramètres',
  description: 'Salons, limites, valeurs par défaut, mots bloqués et journal de ce serveur',
  options: {
    show: { name: 'afficher', description: 'Tous les paramètres de ce serveur' },
    history: { name: 'historique', description: 'Qui a modifié quoi récemment' },
    channels: {
      name: 'salons',
      description: 'Où les images sont peintes',
      options: {
        allow: {
          name: 'autoriser',
          description: 'Autorise les images dans un salon, et dès lors seulement dans ceux autorisés',
          options: { channel },
        },
        disallow: {
          name: 'retirer',
          description: 'Retire un salon de la liste des salons autorisés',
          options: { channel },
        },
        everywhere: { name: 'partout', description: 'Autorise les images dans tous les salons' },
      },
    },
    words: {
      name: 'mots',
      description: 'Les mots qu’aucun prompt ne peut contenir',
      options: {
        block: { name: 'bloquer', description: 'Refuse les prompts avec ce mot', options: { word, kind } },
        unblock: { name: 'débloquer', description: 'Autorise à nouveau ce mot', options: { word } },
        test: {
          name: 'essayer',
          description: 'Essaie ce qu’une règle refuserait, avant de l’enregistrer',
          options: {
            prompt: { name: 'prompt', description: 'Ce que quelqu’un pourrait demander' },
            word: { name: 'mot', description: 'Les mots à essayer ; sans valeur, ceux de ce serveur' },
            kind,
          },
        },
      },
    },
    models: {
      name: 'modèles',
      description: 'Modèles et LoRA permis à un rôle ou un salon ; pour les paliers : /palier définir',
      options: {
        role: { name: 'rôle', description: 'Quiconque a ce rôle ; parmi plusieurs, un seul suffit' },
        channel,
        models: {
          name: 'modèles',
          description:
            'Modèles permis : noms avec des virgules, * tous, - aucun, photo* ceux qui commencent ainsi',
        },
        loras: { name: 'loras', description: 'LoRA permis, de la même façon' },
      },
    },
    log: {
      name: 'journal',
      description: 'Où sont publiées modifications et annonces ; nulle part sans valeur',
      options: { channel: { name: 'salon', description: 'Un salon où je peux écrire' } },
    },
    tier: {
      name: 'palier',
      description: 'Le palier de quiconque n’en a pas reçu de meilleur',
      options: { tier: { name: 'palier', description: 'free, pro ou un palier de ce serveur' } },
    },
    limits: {
      name: 'limites',
      description: 'Limites pour tout le monde ici, en dessous de celles de l’opérateur',
      options: {
        most_steps: { name: 'étapes_max', description: 'Étapes d’une image au plus' },
        largest_size: { name: 'taille_max', description: 'Plus grande image, par exemple 768x768' },
        pictures_per_day: { name: 'images_par_jour', description: 'Images par jour pour tout le serveur' },
        queue_per_person: {
          name: 'demandes_par_personne',
          description: 'Demandes qu’une personne peut avoir dans la file',
        },
        reset,
      },
    },
    defaults: {
      name: 'valeurs_par_défaut',
      description: 'Ce que prend /imagine là où une personne n’indique rien',
      options: {
        steps: { name: 'étapes', description: 'Étapes' },
        guidance: { name: 'guidage', description: 'Guidage' },
        size: { name: 'taille', description: 'Largeur et hauteur en pixels, par exemple 512x512' },
        scheduler: { name: 'scheduler', description: 'Scheduler' },
        speed: { name: 'vitesse', description: 'La vitesse à laquelle on peint', choices: speedsFr.names },
        negative_prompt: {
          name: 'prompt_négatif',
          description: 'Ce que les images ne doivent pas montrer',
        },
        reset,
      },
    },
    flagged: {
      name: 'signalées',
      description: 'Ce que deviennent les images que le contrôle de sécurité d’un modèle signale',
      options: {
        spoiler: {
          name: 'spoiler',
          description: 'Les montrer en spoiler ; sinon personne ne les voit, et elles sont gratuites',
        },
      },
    },
    spoiler: {
      name: 'spoiler',
      description: 'Si les images sont cachées jusqu’à ce que quelqu’un clique dessus',
      options: { on: { name: 'activé', description: 'Les cacher' } },
    },
    private: {
      name: 'privé',
      description: 'Si seule la personne qui demande une image la voit',
      options: { on: { name: 'activé', description: 'Pour elle seule' } },
    },
    'age-restricted': {
      name: 'limite_d_âge',
      description: 'Si les images ne sont peintes que dans les salons soumis à une limite d’âge',
      options: { on: { name: 'activé', description: 'Seulement là' } },
    },
    language: {
      name: 'langue',
      description: 'Langue de ce que tout le monde voit ; sans valeur, celle de chaque personne',
      options: { language: { name: 'langue', description: 'Une langue' } },
    },
  },
}
