import type { PermissionsTexts } from '#messages/texts/en/permissions.ts'

export const permissionsDe: PermissionsTexts = {
  ViewChannel: 'Kanal ansehen',
  SendMessages: 'Nachrichten senden',
  SendMessagesInThreads: 'Nachrichten in Threads senden',
  EmbedLinks: 'Links einbetten',
  AttachFiles: 'Dateien anhängen',
  ReadMessageHistory: 'Nachrichtenverlauf anzeigen',
  Connect: 'Verbinden',
}
