import sharp from 'sharp'
import type { House } from './house.ts'

export type Person = ReturnType<House['person']>
export type SeenMessage = Awaited<ReturnType<Person['sees']>>

/** A message that shows a finished picture. */
export function isDone(message: SeenMessage): boolean {
  return message.buttons.some(({ label }) => label === 'Reroll')
}

/** Presses `Delete`, and `Delete` of the question that it asks. */
export async function pressDelete(person: Person, message: SeenMessage): Promise<void> {
  const isQuestion = ({ content }: SeenMessage) => content.startsWith('Delete th')
  await person.press(await (await person.press(message, 'Delete')).reply(isQuestion), 'Delete')
}

/** The line below a picture, part by part: its settings, then what it must not show. */
export function settingsUnder({ embeds }: SeenMessage): string[] {
  return (embeds[0]?.footer?.text ?? '').split(/ · |\n/)
}

/** A message's first picture: the file as it was sent, and its RGB pixels. */
export async function pixels(person: Person, message: SeenMessage) {
  const png = await person.download(message.images[0]?.url ?? '')
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { png, data, width: info.width, height: info.height }
}
