import type { Translation } from './en.ts'
import { adminFr } from './fr/admin.ts'
import { allowListsFr } from './fr/allow-lists.ts'
import { apiKeysFr } from './fr/api-keys.ts'
import { commandsFr, contextMenuFr } from './fr/commands.ts'
import { compareFr } from './fr/compare.ts'
import { draftsFr } from './fr/drafts.ts'
import { foreignFr } from './fr/foreign.ts'
import { galleryFr } from './fr/gallery.ts'
import { limitsFr } from './fr/limits.ts'
import { lorasFr } from './fr/loras.ts'
import { overviewFr } from './fr/overview.ts'
import { notesFr } from './fr/notes.ts'
import { promptsFr } from './fr/prompts.ts'
import { permissionsFr } from './fr/permissions.ts'
import { speedsFr } from './fr/speeds.ts'
import { isOne } from './fr/plural.ts'
import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps, promptMaxLength } from '#core/generation.ts'
import { sideMax, sideMin } from '#core/size.ts'

export const fr: Translation = {
  waiting: (count) => (isOne(count) ? 'En attente de son tour…' : `${count} images attendent leur tour…`),
  waitingAt: (count, position, wait) =>
    `${isOne(count) ? 'En attente de son tour' : `${count} images attendent leur tour`} : place ${position} dans la file${wait === undefined ? '' : `, ${isOne(count) ? 'prête' : 'prêtes'} dans ${wait} environ`}`,
  starting: (count) =>
    isOne(count) ? 'Les couleurs se mélangent…' : `Les couleurs se mélangent pour ${count} images…`,
  painting: (count, step, steps) =>
    `En train de peindre${isOne(count) ? '' : ` ${count} images`} : étape ${step} sur ${steps}`,
  secondsLeft: (seconds) => `encore ${seconds} s environ`,
  askedBy: (person) => `Pour ${person}`,
  /** Parts of the line below a picture. */
  settings: {
    without: (text) => `sans ${text}`,
    clipSkip: (layer) => `clip skip ${layer}`,
    upscaler: (name) => `agrandie avec ${name}`,
  },
  // The labels are names: tools and people look for these words in every language.
  buttons: {
    reroll: 'Reroll',
    same_seed: 'Same seed',
    upscale: 'Upscale',
    vary: 'Vary',
    edit: 'Edit',
    favourite: 'Favourite',
    delete: 'Delete',
    cancel: 'Cancel',
  },
  menu: {
    placeholder: 'Plus…',
    vary_strong: { label: 'Varier fortement', description: 'Comme cette image, mais plus loin d’elle' },
    upscale_1_5: { label: 'Agrandir 1,5×', description: 'Une fois et demie la largeur et la hauteur' },
    upscale_3: { label: 'Agrandir 3×', description: 'Trois fois la largeur et la hauteur' },
    upscale_4: { label: 'Agrandir 4×', description: 'Quatre fois la largeur et la hauteur' },
    use_as_start: {
      label: 'Prendre comme image de départ',
      description: 'La repeindre avec un autre prompt',
    },
    settings_text: {
      label: 'Réglages en texte',
      description: 'À copier ; d’autres outils les lisent aussi',
    },
  },
  upscalers: {
    entry: (name, factor) => ({
      label: `Agrandir avec ${name}`,
      description: `${factor} fois la largeur et la hauteur, sans rien repeindre`,
    }),
    none: (name) =>
      `Aucun peintre n’a l’agrandisseur « ${name} » en ce moment. \`Upscale\` repeint l’image à la place.`,
  },
  forms: {
    again: 'Modifier à nouveau',
    gone: 'Ce que tu as écrit n’est gardé qu’une heure, et elle est passée. Rouvre le formulaire, s’il te plaît.',
    editTitle: 'Modifier et repeindre',
    editAllTitle: (count) => `Modifier et peindre ${count} ${isOne(count) ? 'image' : 'images'}`,
    startTitle: 'Repeindre cette image',
    prompt: 'Prompt',
    negativePrompt: 'Ce qu’elle ne doit pas montrer',
    steps: 'Étapes',
    guidance: 'Guidage',
    seed: 'Graine (vide : une nouvelle)',
    strength: 'Force : 0,1 un peu, 1 entièrement',
    wrong: {
      prompt: `Le prompt est vide ou trop long. Écris de 1 à ${promptMaxLength} caractères.`,
      negative_prompt: `Le prompt négatif est trop long. Écris au plus ${promptMaxLength} caractères.`,
      steps: `Les étapes doivent être un nombre entier de ${minSteps} à ${maxSteps}, par exemple 20.`,
      guidance: `Le guidage doit être un nombre de ${minGuidance} à ${maxGuidance}, par exemple 7,5.`,
      seed: `Une graine doit être un nombre entier de 0 à ${maxSeed}, ou vide pour une nouvelle.`,
      strength: 'La force doit être supérieure à 0 et au plus 1, par exemple 0,6.',
    },
  },
  hints: { usual: (value) => `${value} · habituel ici` },
  favourite: {
    added: 'Cette image fait maintenant partie de tes favoris. `/magalerie favoris:True` les montre.',
    removed: 'Cette image ne fait plus partie de tes favoris.',
  },
  noPicture: 'Il n’y a pas d’image dans ce message.',
  noSettings:
    'Cette image ne porte pas de réglages. Un PNG tel que son outil l’a enregistré les contient ; une capture d’écran ou une copie convertie, non.',
  settingsFile: {
    said: 'Ces réglages sont trop longs pour un message : les voici dans un fichier.',
    alt: 'Un fichier texte : comment l’image a été faite',
  },
  infos: {
    elsewhere:
      'Discord ne fait que renvoyer vers cette image, je ne vais donc pas la chercher. Envoie le fichier lui-même et réessaie.',
    tooLarge: 'Cette image dépasse 10 Mio ; je n’en examine pas de plus grandes.',
    notFetched: 'Je n’ai pas pu récupérer cette image sur Discord. Réessaie, s’il te plaît.',
  },
  altText: (prompt, pictures) =>
    isOne(pictures) ? `Une image générée : ${prompt}` : `${pictures} images générées : ${prompt}`,
  previewAlt: (prompt, count) =>
    `${isOne(count) ? 'Un aperçu, encore en train d’être peint' : `Aperçu de ${count} images, encore en train d’être peintes`} : ${prompt}`,
  sameSeed: {
    identical: 'C’est exactement la même image.',
    rounding: (largest) => `C’est la même image, aux arrondis près (au plus ${largest} sur 255 d’écart).`,
    different: {
      model: (largest) =>
        `Ce n’est pas tout à fait la même (jusqu’à ${largest} sur 255 d’écart) : les fichiers du modèle ont changé depuis.`,
      device: (largest) =>
        `Ce n’est pas tout à fait la même (jusqu’à ${largest} sur 255 d’écart) : elle a été peinte sur un autre appareil.`,
      version: (largest) =>
        `Ce n’est pas tout à fait la même (jusqu’à ${largest} sur 255 d’écart). Le modèle et l’appareil sont les mêmes, c’est donc ma version qui a changé depuis.`,
    },
    originalGone: 'La première n’est plus conservée : personne ne peut dire si elles sont identiques.',
  },
  ancestry: {
    reroll: (link) => `Nouveau tirage de ${link}`,
    same_seed: (link) => `Même graine que ${link}`,
    upscale: (link) => `Agrandie à partir de ${link}`,
    vary: (link) => `Variation de ${link}`,
    edit: (link) => `Modifiée à partir de ${link}`,
  },
  picked: (number, link) => `Image ${number} de ${link}`,
  deleted: 'Cette image a été supprimée.',
  deletion: {
    question: (count) =>
      isOne(count)
        ? 'Supprimer cette image ? Elle ne reviendra pas.'
        : `Supprimer ces ${count} images ? Elles ne reviendront pas.`,
    keep: 'Garder',
    done: (count) => (isOne(count) ? 'L’image est supprimée.' : `Les ${count} images sont supprimées.`),
  },
  notes: notesFr,
  prompts: promptsFr,
  absentFlags: (flags) =>
    `Il n’y a pas de \`${flags}\` ici, je l’ai donc laissé de côté. À la fin d’un prompt, \`--ar\`, \`--no\`, \`--seed\`, \`--repeat\`, \`--steps\` et \`--cfg\` marchent.`,
  ignoredFlags: (flags) => `Je ne connais pas \`${flags}\`, je l’ai donc laissé hors du prompt.`,
  gallery: galleryFr,
  presets: {
    saved: (name) => `Le préréglage **${name}** est enregistré. \`/imagine préréglage:\` le propose.`,
    removed: (name) => `Le préréglage **${name}** est supprimé.`,
    inUse: (name) =>
      `Désormais, ton \`/imagine\` peint avec **${name}**, sauf si tu nommes un autre préréglage. \`/préréglage utiliser\` sans nom y met fin.`,
    noneInUse: 'Ton `/imagine` ne prend plus de préréglage de lui-même.',
    tooMany: (most) =>
      `Il y a déjà ${most} ${isOne(most) ? 'préréglage' : 'préréglages'}, et il ne peut pas y en avoir plus. Supprimes-en d’abord un.`,
    nameTaken: (name) => `« ${name} » est un préréglage que j’apporte moi-même. Choisis un autre nom.`,
    notThere: (name) =>
      `Il n’y a pas de préréglage « ${name} » à supprimer. \`/préréglage liste\` montre ceux qui existent ; ceux du serveur demandent \`pour_le_serveur\`.`,
    adminsOnly:
      'Les préréglages de tout le serveur sont réservés à qui peut le gérer. Sans `pour_le_serveur`, il s’agit des tiens.',
    title: 'Préréglages',
    yours: 'Les tiens',
    server: 'Ceux de ce serveur',
    shipped: 'Pour tout le monde',
    none: 'Aucun pour l’instant. `/préréglage enregistrer` en crée un.',
    current: (name) => `Ton \`/imagine\` prend **${name}** de lui-même.`,
    steps: (steps) => `${steps} ${isOne(steps) ? 'étape' : 'étapes'}`,
  },
  refusals: {
    notYours:
      'Seule la personne qui a demandé cette image, ou quelqu’un qui gère les messages ici, peut le faire.',
    tooLateToCancel: 'Cette image est déjà terminée, il n’y a plus rien à annuler.',
    tier: (limit, used, reset) =>
      `Tu as utilisé ${used} de tes ${limit} ${isOne(limit) ? 'image' : 'images'} d’aujourd’hui. Il y en aura de nouvelles ${reset}.`,
    person: (limit, reset) =>
      `Ce bot peint au plus ${limit} ${isOne(limit) ? 'image' : 'images'} par jour pour une personne, tous serveurs confondus. Il y en aura de nouvelles ${reset}.`,
    server: (limit, reset) =>
      isOne(limit)
        ? `Ce serveur a atteint sa limite de ${limit} image pour aujourd’hui. Il y en aura de nouvelles ${reset}.`
        : `Ce serveur a utilisé toutes ses ${limit} images d’aujourd’hui. Il y en aura de nouvelles ${reset}.`,
    tooManySteps: (most) =>
      `Ici, ${isOne(most) ? `${most} étape au plus est permise` : `${most} étapes au plus sont permises`}. Réessaie avec moins.`,
    tooLarge: (width, height) =>
      `${width}×${height}, c’est plus que ce que peint la machine de ce bot. Réessaie avec une taille plus petite.`,
    badSize: (text) =>
      `« ${text} » n’est pas une taille. Écris la largeur et la hauteur en pixels, toutes deux multiples de 8, par exemple 512x512.`,
    badSizeOrRatio: (text, own) =>
      `« ${text} » n’est pas une taille. Écris la largeur et la hauteur en pixels, par exemple ${own}, ou un rapport comme \`3:2\`.`,
    badRatio: (ratio, widest) =>
      `${ratio} est trop étroit pour être peint ici. Les rapports de \`1:${widest}\` à \`${widest}:1\` marchent, par exemple \`3:2\`.`,
    sizeNotPainted: (asked, multiple, nearest) =>
      `Ce modèle peint des largeurs et hauteurs de ${sideMin} à ${sideMax} pixels, multiples de ${multiple}, et non ${asked}. Le plus proche est ${nearest}.`,
    promptEmpty: 'Le prompt est vide. Dis en quelques mots ce que montre l’image.',
    noWorker: 'Aucun peintre n’est encore prêt. Réessaie dans une minute.',
    promptTooLong: (most) =>
      `Un prompt peut compter au plus ${most} ${isOne(most) ? 'caractère' : 'caractères'}. Réessaie avec un prompt plus court.`,
    missingPermissions: (names) =>
      `Je ne peux pas publier d’images dans ce salon : il me manque la permission ${names}. Demande à un admin de me la donner ici.`,
    unknownPreset: (name) =>
      `Il n’y a pas de préréglage « ${name} ». Choisis-en un dans la liste qui s’ouvre pendant que tu écris.`,
    unknownModel: (name, known) => `Il n’y a pas de modèle « ${name} » ici. Il y a : ${known}.`,
    strengthWithoutImage:
      'La force dit quelle part d’une image de départ est repeinte. Joins-en une avec `image`, ou ne l’indique pas.',
    strengthTooLow: (strength, steps) =>
      `Avec une force de ${strength}, ${isOne(steps) ? `il ne reste pas d’étape sur ${steps}` : `il ne reste aucune des ${steps} étapes`} pour repeindre l’image. Prends plus d’étapes ou une force plus grande.`,
    outOfRange: (name, least, most) =>
      `\`${name}\` va de ${least} à ${most}. Réessaie avec une valeur entre les deux.`,
    imageNotFromDiscord: 'Cette image n’est pas sur Discord. Joins-la plutôt à la commande.',
    imageTooLarge:
      'Cette image est trop grande pour servir de départ : au plus 10 Mio et 32 mégapixels. Essaies-en une plus petite.',
    imageNotFetched: 'Je n’ai pas pu récupérer cette image sur Discord. Réessaie, s’il te plaît.',
    imageUnreadable:
      'Je n’arrive pas à lire ce fichier comme une image. Essaie un PNG, un JPEG, un WebP ou un GIF.',
    pictureGone: 'Cette image n’est plus dans mes archives, ce bouton ne peut donc rien faire.',
    fileGone: 'Le fichier de cette image a été effacé pour faire de la place. `Same seed` la repeint.',
    startGone:
      'L’image par-dessus laquelle celle-ci a été peinte n’est plus conservée ; elle ne peut donc pas être repeinte.',
    pressedTwice: 'Tu as appuyé deux fois de suite. C’est la première qui compte.',
    askAgain: 'Les paramètres de ce serveur viennent de changer. Redemande, s’il te plaît.',
    unknownButton: 'Je ne connais pas ce bouton. Il vient peut-être d’une autre version de moi.',
    unknownCommand: 'Je ne connais plus cette commande. Recharge Discord pour voir celles qui existent.',
  },
  failures: {
    lost: 'Le peintre est mort trois fois sur cette image, alors je l’ai abandonnée. Elle ne t’a rien coûté.',
    pictureLost:
      'L’image était peinte, mais son fichier a disparu. Elle ne t’a rien coûté. Redemande-la, s’il te plaît.',
    partly: (missing, of, reference) =>
      `${missing} image${isOne(missing) ? '' : 's'} sur ${of} ${isOne(missing) ? 'n’a pas pu être peinte et ne t’a' : 'n’ont pas pu être peintes et ne t’ont'} rien coûté.${reference === null ? '' : ` L’opérateur trouve la cause avec cette référence : ${reference}`}`,
    autoMod:
      'AutoMod a bloqué mon message sur ce serveur. Cela ne t’a rien coûté. Demande avec d’autres mots, ou demande à un admin d’exempter mon rôle dans les règles AutoMod du serveur.',
    withheld: (withheld, of) =>
      of === 1
        ? 'Le contrôle de sécurité du modèle a signalé cette image : elle est retenue et ne t’a rien coûté. Essaie d’autres mots ou une autre graine.'
        : withheld === of
          ? `Le contrôle de sécurité du modèle a signalé les ${of} images : elles sont retenues et ne t’ont rien coûté. Essaie d’autres mots ou une autre graine.`
          : `Le contrôle de sécurité du modèle a signalé ${withheld} images sur ${of} : retenues, et gratuites.`,
    forbidden: 'Je ne peux plus publier dans ce salon, l’image reste donc invisible. Elle ne t’a rien coûté.',
    cancelled: 'Annulé. Cela n’a rien coûté.',
    request: (reason) => `Je n’ai pas pu peindre ceci : ${reason} Cela ne t’a rien coûté.`,
    bug: (reference) =>
      `Quelque chose s’est mal passé de mon côté, et cela ne t’a rien coûté. Donne cette référence à l’opérateur : ${reference}`,
  },
  apiKeys: apiKeysFr,
  compare: compareFr,
  drafts: draftsFr,
  foreign: foreignFr,
  allowLists: allowListsFr,
  limits: limitsFr,
  loras: lorasFr,
  overview: overviewFr,
  permissions: permissionsFr,
  speeds: speedsFr,
  admin: adminFr,
  commands: commandsFr,
  contextMenu: contextMenuFr,
}
