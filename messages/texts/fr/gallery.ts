import type { GalleryTexts } from '#messages/texts/en/gallery.ts'
import { isOne } from './plural.ts'

export const galleryFr: GalleryTexts = {
  title: (total) => (total === 1 ? 'Ta seule image' : `Tes ${total} images`),
  favourites: (total) => (total === 1 ? 'Ton seul favori' : `Tes ${total} favoris`),
  found: (total, words) => `${total} ${isOne(total) ? 'image' : 'images'} avec « ${words} »`,
  page: (page, pages) => `page ${page} sur ${pages}`,
  open: 'Ouvrir une image…',
  narrow: 'Ne montrer que…',
  newer: 'Plus récentes',
  older: 'Plus anciennes',
  seed: (seed) => `Graine ${seed}`,
  filters: {
    favourites: 'Favoris',
    days_7: 'Des 7 derniers jours',
    days_30: 'Des 30 derniers jours',
  },
  everyPlace: 'De partout',
  directMessages: 'Messages privés',
  unknownServer: (end) => `Un serveur où je ne suis plus (…${end})`,
  jump: (link) => `Son message : ${link}`,
  empty: 'Tu n’as pas encore d’images. `/imagine` peint la première.',
  nothingFound: 'Aucune de tes images ne correspond. Élargis le choix, ou vois-les toutes avec `/magalerie`.',
  gone: 'Cette galerie est trop ancienne pour être feuilletée. `/magalerie` en ouvre une nouvelle.',
  back: 'Retour à mes images',
  export: 'Exporter',
  exported: {
    part: (part, parts, pictures) =>
      `${pictures === 1 ? 'Une image' : `${pictures} images`}${parts === 1 ? '' : `, partie ${part} sur ${parts}`}`,
    alt: 'Un fichier ZIP : les images en PNG, et pictures.json qui dit comment chacune a été faite',
    tooLarge: (pictures) =>
      `${pictures === 1 ? 'Une image dépasse' : `${pictures} images dépassent`} ce que je peux envoyer ici et ${pictures === 1 ? 'n’en fait' : 'n’en font'} pas partie. Le menu ci-dessus ouvre chacune séparément.`,
    nothing: 'Aucune des images montrées ici n’est à toi, il n’y a donc rien à exporter.',
    underway: 'Ton export est déjà en route.',
  },
  erase: {
    label: 'Supprimer toutes mes données',
    confirm: 'Tout supprimer',
    question: [
      '**Supprimer toutes tes données, sur tous les serveurs ?** Personne ne pourra les récupérer. Appuie d’abord sur `Exporter` si tu veux garder tes images.',
      '',
      '**Disparaissent :** tes images et leurs prompts, y compris dans les messages où je les ai montrées ; les images de départ ; tes favoris, et tes images parmi les favoris des autres ; tes préréglages et tes galeries. Ce qui est en train d’être peint est annulé.',
      '**Restent :** des chiffres sur les images passées (date, taille, étapes) et le nom de qui a modifié les paramètres d’un serveur, sous un pseudonyme ; ce que tu as utilisé des images d’aujourd’hui ; ce que les admins et l’opérateur ont décidé à ton sujet, comme un palier ; ce que d’autres ont fait à partir de tes images.',
    ].join('\n'),
    done: 'Tout ce qui était à toi est supprimé. Les messages qui montrent tes images seront vidés dans les prochaines minutes.',
    underway: 'Quelque chose à toi est encore en train d’être peint. Tout disparaîtra dès que ce sera fini.',
  },
}
