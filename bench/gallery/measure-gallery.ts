import { percentile } from '#bench/statistics.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import type { Person } from '#discord-emulator/person/person.ts'
import { searched } from './fill-gallery.ts'
import { workedSince } from './worked-since.ts'

/** From Enter or press until the page with its contact sheet is there. Milliseconds. */
export interface PageMeasured {
  what: string
  p50: number
  max: number
  /** What the bot's process worked for each page; undefined where the system does not tell. */
  botCpu: number | undefined
  /** The title above the pictures. */
  title: string
}

export type Channel = ReturnType<BenchHouse['emulator']['world']['createChannel']>
type SeenMessage = Awaited<ReturnType<Person['sees']>>

/** Looks at each view of a gallery `times` times. */
export async function measureGallery(
  house: BenchHouse,
  person: Person,
  channel: Channel,
  times: number,
): Promise<PageMeasured[]> {
  const open = async (options: object) =>
    (await person.slash(channel, 'mygallery', { ...options })).reply(({ images }) => images.length > 0)
  const views = [
    { what: 'the first page', look: () => open({}) },
    { what: `search: ${searched}`, look: () => open({ search: searched }) },
    { what: 'search: red dragon', look: () => open({ search: 'red dragon' }) },
    { what: 'favourites', look: () => open({ favourites: true }) },
    { what: 'favourites, search', look: () => open({ favourites: true, search: searched }) },
  ]
  const measured: PageMeasured[] = []
  for (const { what, look } of views) {
    const took: number[] = []
    let title = ''
    // The first look warms up.
    await look()
    const worked = workedSince(house)
    for (let i = 0; i < times; i++) {
      const begun = performance.now()
      const page = await look()
      took.push(performance.now() - begun)
      title = page.content
    }
    measured.push({ what, p50: percentile(took, 0.5), max: Math.max(...took), botCpu: worked(times), title })
  }
  measured.push(await measureLeafing(house, person, channel, await open({}), times))
  return measured
}

/** Each page from the one before it, by its button. */
async function measureLeafing(
  house: BenchHouse,
  person: Person,
  channel: Channel,
  first: SeenMessage,
  times: number,
): Promise<PageMeasured> {
  const took: number[] = []
  let page = first
  const worked = workedSince(house)
  for (let i = 0; i < times; i++) {
    const before = page.content
    const begun = performance.now()
    await person.press(page, 'Older')
    page = await person.sees(channel, ({ id, content }) => id === first.id && content !== before)
    took.push(performance.now() - begun)
  }
  const [p50, max] = [percentile(took, 0.5), Math.max(...took)]
  return { what: 'Older', p50, max, botCpu: worked(times), title: page.content }
}
