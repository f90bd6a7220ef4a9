import type { Outgoing } from '#delivery/discord-api.ts'
import { type BesideSettings, settingsFileName, settingsTextMessage } from '#messages/settings-text.ts'

/** How a picture was made, as its PNG tells: said, or sent as a file where it is too long for a message. */
export function settingsAnswer(text: string, locale: string, beside: BesideSettings = {}): Outgoing {
  const body = settingsTextMessage(text, locale, beside)
  if (body.attachments.length === 0) return { body }
  const data = Buffer.from(text)
  return { body, files: [{ name: settingsFileName, contentType: 'text/plain; charset=utf-8', data }] }
}
