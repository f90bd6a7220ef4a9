import { percentile } from '#bench/statistics.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import type { Person } from '#discord-emulator/person/person.ts'
import { searched } from './fill-gallery.ts'

/** From Enter or press until the page with its contact sheet is there. Milliseconds. */
export interface PageMeasured {
  what: string
  p50: number
  max: number
  /** What stands above the pictures. */
  title: string
}

export type Channel = ReturnType<BenchHouse['emulator']['world']['createChannel']>
type SeenMessage = Awaited<ReturnType<Person['sees']>>

/** Looks at each view of a gallery `times` times. */
export async function measureGallery(
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
    for (let i = 0; i <= times; i++) {
      const begun = performance.now()
      const page = await look()
      if (i > 0) took.push(performance.now() - begun)
      title = page.content
    }
    measured.push({ what, p50: percentile(took, 0.5), max: Math.max(...took), title })
  }
  measured.push(await measureLeafing(person, channel, await open({}), times))
  return measured
}

/** Each page from the one before it, by its button. */
async function measureLeafing(
  person: Person,
  channel: Channel,
  first: SeenMessage,
  times: number,
): Promise<PageMeasured> {
  const took: number[] = []
  let page = first
  for (let i = 0; i < times; i++) {
    const before = page.content
    const begun = performance.now()
    await person.press(page, 'Older')
    page = await person.sees(channel, ({ id, content }) => id === first.id && content !== before)
    took.push(performance.now() - begun)
  }
  return { what: 'Older', p50: percentile(took, 0.5), max: Math.max(...took), title: page.content }
}
