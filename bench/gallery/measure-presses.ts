import { percentile } from '#bench/statistics.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import type { Channel } from './measure-gallery.ts'
import { workedSince } from './worked-since.ts'

/** From press to acknowledgement, while a picture is painted. Milliseconds. */
export interface PressesMeasured {
  presses: number
  p50: number
  p99: number
  max: number
  /** Not acknowledged within Discord's 3 s. */
  lost: number
  /** What the bot's process worked for each; undefined where the system does not tell. */
  botCpu: number | undefined
}

/** What is pressed by turns: what paints, what posts, what opens a form, what answers privately, what changes a message. */
const labels = ['Reroll', 'Favourite', 'Edit', 'Vary', 'Same seed', 'Upscale']
const people = 4

/** Several people press buttons, each the next one as soon as the last one was answered. */
export async function measurePresses(
  house: BenchHouse,
  channel: Channel,
  presses: number,
): Promise<PressesMeasured> {
  const { emulator, server } = house
  const painter = emulator.person({ username: 'painter', guilds: [server] })
  const isDone = ({ buttons }: { buttons: { label?: string }[] }) =>
    buttons.some(({ label }) => label === 'Reroll')
  const small = { prompt: 'a dragon', steps: 1, size: '64x64' }
  const pictures: Awaited<ReturnType<typeof painter.sees>>[] = []
  // Nobody presses a button twice: within two seconds that would be one press.
  for (let i = 0; i < presses / people / labels.length; i++)
    pictures.push(await (await painter.slash(channel, 'imagine', small)).reply(isDone, 60_000))
  const long = { prompt: 'a long one', steps: 100, size: '512x512' }
  const painted = await painter.slash(channel, 'imagine', long)
  await painted.reply(({ content }) => content.includes('step '), 60_000)

  const times: number[] = []
  let lost = 0
  const worked = workedSince(house)
  const press = async (who: number) => {
    const person = emulator.person({ username: `presser-${who}`, guilds: [server] })
    for (let i = 0; i < presses / people; i++) {
      const picture = pictures[Math.floor(i / labels.length)]
      if (picture === undefined) return
      const pressed = await person.press(picture, labels[(who + i) % labels.length] ?? 'Edit')
      if (pressed.acknowledgement === undefined) lost += 1
      else times.push(pressed.acknowledgement.afterMs)
    }
  }
  await Promise.all(Array.from({ length: people }, (_, who) => press(who)))
  return {
    presses: times.length + lost,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: Math.max(...times),
    lost,
    botCpu: worked(times.length + lost),
  }
}
