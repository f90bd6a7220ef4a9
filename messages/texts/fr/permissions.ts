import type { PermissionsTexts } from '#messages/texts/en/permissions.ts'

export const permissionsFr: PermissionsTexts = {
  ViewChannel: 'Voir le salon',
  SendMessages: 'Envoyer des messages',
  SendMessagesInThreads: 'Envoyer des messages dans les fils',
  EmbedLinks: 'Intégrer des liens',
  AttachFiles: 'Joindre des fichiers',
  ReadMessageHistory: 'Voir les anciens messages',
  Connect: 'Se connecter',
}
