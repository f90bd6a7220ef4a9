import type { OverviewTexts } from '#messages/texts/en/overview.ts'
import { isOne } from './plural.ts'

export const overviewFr: OverviewTexts = {
  quota: {
    title: 'Tes images aujourd’hui',
    used: (used, limit) =>
      `**${used} sur ${limit}** ${isOne(limit) ? 'image utilisée' : 'images utilisées'} ici.`,
    reset: (when) => `Le compte repart de zéro ${when}.`,
    tier: (name) => `Ton palier est **${name}**`,
    reasons: {
      member: 'il t’a été donné.',
      role: (role) => `il vient de ton rôle ${role}.`,
      entitlement: 'tu l’as acheté. Merci !',
      default: 'celui que tout le monde a ici.',
    },
    everywhere: 'Sur tous les serveurs',
    server: 'Ce serveur',
    waiting: 'Dans la file',
    of: (used, limit) => `${used} sur ${limit}`,
    mostSteps: 'Étapes au plus',
    largestSize: 'Plus grande taille',
  },
  queue: {
    title: 'La file',
    empty: 'Rien n’attend. Tu passerais tout de suite.',
    model: (name, waiting, painting) =>
      `**${name}** : ${waiting} en attente, ${painting} en train d’être peintes`,
    yours: 'Les tiennes',
    painting: (left) => `en train d’être peinte${left}`,
    position: (position, wait) => `place ${position}${wait}`,
    wait: (time) => `, prête dans ${time} environ`,
    noneOfYours: 'Rien à toi n’est dans la file.',
    more: (count) => `… et ${count} ${isOne(count) ? 'autre' : 'autres'}`,
    noPainter: 'Aucun peintre n’est là en ce moment. Ce qui attend reprendra dès qu’il y en aura un.',
    painters: (count) => (isOne(count) ? `${count} peintre est là.` : `${count} peintres sont là.`),
    seconds: (seconds) => `${seconds} s`,
    minutes: (minutes) => `${minutes} min`,
  },
  help: {
    title: 'Ce que je sais faire',
    entry: (command, does) => `${command} : ${does}`,
    intro:
      'Je peins des images à partir de mots, sur une machine de mon opérateur. Écris `/imagine` et dis ce que tu veux voir.',
    commands: [
      { name: '/imagine', does: 'peint une image à partir de tes mots' },
      {
        name: '/comparer',
        does: 'un prompt sur schedulers × étapes, guidage × graines ou vitesses × graines, en une planche',
      },
      { name: '/préréglage enregistrer', does: 'garde un style, des étapes et un scheduler sous un nom' },
      { name: '/magalerie', does: 'tes images : feuilleter, chercher, exporter, supprimer' },
      { name: '/quota', does: 'ce que tu as utilisé aujourd’hui, et ce à quoi tu as droit' },
      { name: '/file', does: 'ce qui attend, et quand vient ton tour' },
      { name: '/apikey créer', does: 'une clé avec laquelle tes programmes peignent' },
      { name: '/aide', does: 'cette page' },
    ],
    admin: 'Pour qui peut « Gérer le serveur »',
    adminCommands: [
      {
        name: '/palier attribuer',
        does: 'donne un palier à un membre ou à un rôle : combien d’images, quelle taille',
      },
      { name: '/palier liste', does: 'les paliers, et qui en a un' },
      {
        name: '/paramètres afficher',
        does: 'salons, limites, valeurs par défaut, mots bloqués et le reste, tels qu’ils sont',
      },
      { name: '/paramètres historique', does: 'qui a changé quoi' },
    ],
    buttons: 'Sous une image',
    buttonsText: [
      '`Reroll` la peint à nouveau, avec une autre graine ; `Same seed` encore une fois exactement ainsi.',
      '`Upscale` double sa taille, `Vary` peint quelque chose de proche, `Edit` te laisse changer les mots.',
      'Sous quatre images, `U1`–`U4` en montrent une seule, et `V1`–`V4` en peignent quatre proches d’elle.',
      '`Favourite` la garde pour `/magalerie`. Tout le monde peut appuyer, sur son propre quota.',
      'Clic droit sur un message, puis « Applications » : « Infos sur l’image » dit comment une image a été faite ; « Remixer » en peint une autre comme elle.',
    ].join('\n'),
    tips: 'Un bon prompt',
    tipsText:
      'Nomme d’abord la chose, puis son aspect, puis le lieu : « a red dragon on a hill, evening light ». La même graine et les mêmes réglages donnent toujours la même image. `{red, blue} dragon` demande les deux à la fois. À la fin, `--ar 3:2`, `--no fog`, `--seed 7` et `--repeat 4` marchent aussi.',
    models: 'Modèles',
    noModels: 'Aucun peintre n’a encore annoncé ses modèles.',
    model: (name, size, steps) => `**${name}** : ${size}, ${steps} ${isOne(steps) ? 'étape' : 'étapes'}`,
    knows: (model) => `Les mots que connaît ${model}`,
    example: (prompt) => `Essaie \`/imagine\` ${prompt}`,
  },
}
