import type { Translated } from '#messages/texts/command-texts.ts'
import type { apikeyEn } from '#messages/texts/en/commands/apikey.ts'

export const apikeyFr: Translated<typeof apikeyEn> = {
  name: 'apikey',
  description: 'Des clés avec lesquelles tes propres programmes peignent pour toi',
  options: {
    create: {
      name: 'créer',
      description: 'Fait une clé ; elle n’est montrée qu’une fois',
      options: {
        name: { name: 'nom', description: 'À quoi elle sert' },
        daily_images: { name: 'images_par_jour', description: 'Au plus tant d’images par jour avec elle' },
      },
    },
    list: { name: 'liste', description: 'Tes clés, et quand chacune a servi pour la dernière fois' },
    revoke: {
      name: 'révoquer',
      description: 'Met fin à une clé, aussitôt',
      options: { key: { name: 'clé', description: 'Quelle clé' } },
    },
  },
}
