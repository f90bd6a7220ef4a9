import type { AdminTexts } from '#messages/texts/en/admin.ts'
import { isOne } from './plural.ts'
import { allowListsFr } from './allow-lists.ts'
import { permissionsFr } from './permissions.ts'

export const adminFr: AdminTexts = {
  actions: {
    'tier.set': 'a attribué un palier',
    'tier.remove': 'a retiré un palier',
    'tier.define': 'a défini un palier',
    'tier.delete': 'a supprimé un palier',
    settings: 'a modifié les paramètres',
    lists: 'a modifié les modèles et LoRA autorisés',
    'owner.ban': 'a banni quelqu’un',
    'owner.unban': 'a levé un bannissement',
    'owner.mode': 'a changé si les images sont prises',
    'owner.ceilings': 'a modifié les plafonds',
    'owner.announce': 'a annoncé quelque chose',
  },
  fields: {
    logChannelId: 'Salon du journal',
    allowedChannelIds: 'Salons pour les images',
    defaultTier: 'Palier de tout le monde',
    blockedWords: 'Mots bloqués',
    spoiler: 'Images en spoiler',
    flaggedAsSpoilers: 'Images signalées en spoiler',
    privatePictures: 'Images privées',
    ageRestrictedOnly: 'Seulement dans les salons soumis à une limite d’âge',
    language: 'Langue',
    mostSteps: 'Étapes au plus',
    mostPixels: 'Plus grande taille',
    picturesPerDay: 'Images par jour',
    waitingPerPerson: 'Demandes dans la file, par personne',
    defaultSteps: 'Étapes par défaut',
    defaultGuidance: 'Guidage par défaut',
    defaultWidth: 'Largeur par défaut',
    defaultHeight: 'Hauteur par défaut',
    defaultScheduler: 'Scheduler par défaut',
    defaultNegativePrompt: 'Prompt négatif par défaut',
    defaultSpeed: 'Vitesse par défaut',
    name: 'Nom',
    steps: 'Étapes au plus',
    pixels: 'Plus grande taille',
    weight: 'Poids dans la file',
    speed: 'Vitesse par défaut',
    ...allowListsFr.fields,
    tier: 'Palier',
    given: 'Attribué à',
    mode: 'Prise d’images',
    reason: 'Raison',
    announcement: 'Annonce',
    banned: 'Banni',
    picturesPerPersonPerDay: 'Images par jour, par personne sur tous les serveurs',
    picturesPerServerPerDay: 'Images par jour, par serveur',
    waiting: 'Demandes dans la file, en tout',
  },
  nothing: 'aucun',
  asOperator: 'comme chez l’opérateur',
  everywhere: 'tous les salons',
  everyonesOwn: 'celle de chaque personne',
  on: 'oui',
  off: 'non',
  titles: {
    tierDefined: (name) => `Palier ${name} défini`,
    tierChanged: (name) => `Palier ${name} modifié`,
    tierDeleted: (name) => `Palier ${name} supprimé`,
    setting: (field) => `Modifié : ${field}`,
    lists: 'Modèles et LoRA modifiés',
    settings: 'Paramètres modifiés',
    'tier.set': 'Palier attribué',
    'tier.remove': 'Palier retiré',
    'owner.ban': 'Personne bannie',
    'owner.unban': 'Bannissement levé',
    'owner.mode': 'Prise d’images modifiée',
    'owner.ceilings': 'Plafonds modifiés',
    'owner.announce': 'Annoncé',
  },
  unchanged: 'C’était déjà ainsi.',
  logFailed: (channel) =>
    `Je n’ai pas pu publier ceci dans le salon du journal ${channel}. Laisse-moi le voir et y écrire, ou choisis-en un autre avec \`/paramètres journal\`.`,
  more: (count) => `… et ${count} ${isOne(count) ? 'autre' : 'autres'}`,

  needsManageServer:
    'Il faut la permission « Gérer le serveur » pour faire cela. Demande à un admin de ce serveur.',
  ownersOnly: 'Seul l’opérateur de ce bot peut faire cela.',
  serverOnly: 'Cela ne marche que dans un serveur.',

  tiers: {
    title: 'Paliers de ce serveur',
    line: (pictures, steps, size, weight) =>
      `images par jour : ${pictures}, étapes au plus : ${steps}, taille jusqu’à ${size}, poids ${weight}`,
    everybody: 'tout le monde',
    assigned: 'Attribués à',
    nobody: 'Personne n’a encore reçu de palier. `/palier attribuer` en donne un.',
    fallBack: (who, tier) =>
      `Retiré à : ${who}. Chacun a désormais le meilleur de ses autres paliers, ou celui de tout le monde : ${tier}.`,
    everybodyFallsBack: (tier) => `Le palier de tout le monde est désormais ${tier}.`,
    nobodyHadIt: 'Personne ne l’avait reçu.',
    of: (person) => `Palier de ${person}`,
    reasons: {
      member: 'donné personnellement',
      role: (role) => `vient du rôle ${role}`,
      entitlement: 'acheté',
      default: 'celui que tout le monde a ici',
    },
    chooseOne: 'Nomme soit un membre, soit un rôle.',
    chooseOneToRemove: 'Nomme une seule chose à supprimer : un membre, un rôle ou un palier.',
    unknown: (name, known) =>
      `Il n’y a pas de palier « ${name} ». Il y a : ${known}. \`/palier définir\` en crée un nouveau.`,
    builtIn: (name) =>
      `« ${name} » est intégré : seuls ses \`modèles\` et \`loras\` se règlent. Choisis un autre nom.`,
    newNeedsPictures: (name) =>
      `Il n’y a pas encore de palier « ${name} ». Pour le créer, dis avec \`images_par_jour\` combien d’images par jour il a.`,
    badName: 'Le nom d’un palier compte de 1 à 32 lettres, chiffres, espaces, - ou _.',
    tooMany: (most) =>
      `Un serveur peut avoir ${most} ${isOne(most) ? 'palier' : 'paliers'} à lui. Supprimes-en d’abord un.`,
    aboveCeiling: {
      picturesPerDay: (most) =>
        `L’opérateur limite chaque personne à ce nombre d’images par jour : ${most}. Choisis ${most} ou moins.`,
      steps: (most) => `L’opérateur limite les étapes à ${most}. Choisis ${most} ou moins.`,
      pixels: (most) => `L’opérateur permet des images jusqu’à ${most}. Choisis une taille plus petite.`,
      weight: (most) => `L’opérateur permet un poids d’au plus ${most}. Choisis ${most} ou moins.`,
    },
    notAssigned: (subject) => `${subject} n’a pas reçu de palier.`,
  },
  settings: {
    title: 'Paramètres de ce serveur',
    groups: {
      limits: 'Limites',
      defaults: 'Valeurs par défaut, là où une personne n’indique rien',
      place: 'Lieux et langue',
      pictures: 'Images',
      words: 'Mots bloqués',
    },
    ofOperator: (value) => `${value} (de l’opérateur)`,
    ofServer: (value) => `${value} (de ce serveur)`,
    ofModel: (value, model) => `${value} (de ${model})`,
    ofModels: 'comme le modèle',
    aboveCeiling: (field, most) =>
      `Le plafond de l’opérateur pour « ${field} » est ${most}. Choisis autant ou moins.`,
    history: 'Dernières modifications',
    noHistory: 'Rien n’a encore été modifié.',
    nothingGiven: 'Choisis au moins une chose à modifier.',
    badLogChannel: (channel) =>
      `Je ne peux pas publier dans ${channel} : donne-moi là-bas « ${permissionsFr.ViewChannel} », « ${permissionsFr.SendMessages} » et « ${permissionsFr.EmbedLinks} », puis réessaie.`,
    logHere: 'Désormais, je dis ici ce qui est modifié.',
    ruleKinds: {
      word: 'ce mot seul',
      stem: 'avec ses formes',
      anywhere: 'partout',
      wildcard: 'avec des jokers',
    },
    tooFewLetters: (word, least) =>
      `« ${word} » se trouverait dans presque chaque prompt. Une telle règle demande au moins ${least} ${isOne(least) ? 'lettre' : 'lettres'} à côté des jokers.`,
    notBlocked: (word) => `« ${word} » n’est pas bloqué ici. \`/paramètres afficher\` montre ce qui l’est.`,
    wordFound: (found, rule) => `Refusé : « ${found} », par la règle ${rule}.`,
    noWordFound: (rules) =>
      rules === 1
        ? 'Permis : la règle n’y trouve rien.'
        : `Permis : ${rules} ${isOne(rules) ? 'règle n’y trouve' : 'règles n’y trouvent'} rien.`,
    noWord: 'Un mot bloqué demande au moins une lettre ou un chiffre.',
    tooManyWords: (most) =>
      `Un serveur peut bloquer ${most} ${isOne(most) ? 'mot' : 'mots'}. Débloques-en d’abord.`,
    noMessagesThere: (channel) =>
      `${channel} ne contient pas de messages. Choisis les salons qu’il contient, l’un après l’autre.`,
    tooManyChannels: (most) =>
      `Au plus ${most} ${isOne(most) ? 'salon peut être nommé' : 'salons peuvent être nommés'}. Autorise plutôt tous les salons.`,
  },
  undo: {
    choose: 'Annuler une modification…',
    done: (who, when) => `Cela annule ce que ${who} a modifié ${when}.`,
    changedSince: (what) =>
      `Impossible d’annuler : ${what} a encore changé depuis. Modifie-le avec sa propre commande.`,
    tier: (name) => `le palier « ${name} »`,
    givenSince: (name) =>
      `Le palier « ${name} » sert déjà. \`/palier supprimer\` le supprime et dit qui le perd.`,
    personGone: 'Cette personne a supprimé ses données, je ne sais plus qui c’était.',
    unknown:
      'Cette modification n’est pas dans l’historique de ce serveur. `/paramètres historique` montre celles qui y sont.',
  },
  owner: {
    title: 'Comment je vais',
    modes: {
      open: 'Je prends des images.',
      paused: 'En pause : je ne prends pas de nouvelles images.',
      draining: 'Avant l’arrêt : je ne prends pas de nouvelles images.',
    },
    left: (count) =>
      count === 0
        ? 'La file est vide : on peut m’arrêter.'
        : `${count === 1 ? 'Une demande est' : `${count} demandes sont`} encore dans la file ; \`/opérateur état\` montre quand il n’y en a plus, et après « terminer » je le dis ici.`,
    ceilings: 'Plafonds',
    servers: 'Images du jour, les serveurs les plus actifs',
    people: 'Images du jour, les personnes les plus actives',
    directMessages: 'messages privés',
    opening: (host, device, work, seconds) =>
      `Le peintre sur ${host} ouvre son modèle sur ${device} : ${work}, depuis ${seconds} s. Ce qui est demandé attend jusque-là.`,
    openingWork: {
      starting: 'il démarre',
      loading: 'il charge le modèle',
      compiling: 'il compile des shaders',
      computing: 'il peint une première fois',
    },
    bans: 'Bannis',
    noBans: 'Personne n’est banni.',
    announced: (posted, of) =>
      `Annoncé dans ${posted} ${isOne(of) ? `sur ${of} serveur qui a` : `des ${of} serveurs qui ont`} un salon de journal.`,
    announcement: 'Un mot de l’opérateur',
    notBanned: (person) => `${person} n’était pas banni.`,
  },
}
