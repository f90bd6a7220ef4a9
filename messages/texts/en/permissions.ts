/** Permissions as Discord's settings call them, by their names in its API. */
export const permissionsEn = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  EmbedLinks: 'Embed Links',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
  Connect: 'Connect',
}
export type PermissionsTexts = typeof permissionsEn
