import type { Paint, PaintRequest, Picture } from '#diffusion/contract.ts'
import { speeds, type Speed } from '#diffusion/speeds.ts'
import { percentile } from '#bench/statistics.ts'
import { psnr, ssim } from './likeness.ts'

/** A speed beside Exact, over the same pictures. */
export interface SpeedMeasured {
  scheduler: PaintRequest['scheduler']
  speed: Exclude<Speed, 'exact'>
  pictures: number
  /** UNet rows of a picture, and of Exact's. */
  rows: number
  rowsFull: number
  /** Of Exact's: time of whole pictures, one after the other, and the processor's work for them, which others' work disturbs less. */
  timeShare: number
  workShare: number
  /** Seconds of a picture, the median. */
  seconds: number
  secondsExact: number
  ssimMedian: number
  ssimLeast: number
  psnrMedian: number
}

interface Timed {
  picture: Picture
  seconds: number
  work: number
}

/** Paints each request at each speed, by turns, so that what else the machine does meets all of them alike. */
export async function measureSpeed(
  paint: Paint,
  requests: readonly PaintRequest[],
  wanted: readonly Exclude<Speed, 'exact'>[],
  say: (done: number) => void,
  keep: (picture: Picture, speed: Speed, index: number) => Promise<void> = async () => {},
): Promise<SpeedMeasured[]> {
  const painted: Record<Speed, Timed[]> = { exact: [], fast: [], draft: [] }
  for (const [index, request] of requests.entries()) {
    for (const speed of speeds) {
      if (speed !== 'exact' && !wanted.includes(speed)) continue
      const timed = await timedPicture(paint, { ...request, speed })
      painted[speed].push(timed)
      await keep(timed.picture, speed, index)
    }
    say(index + 1)
  }
  const { exact } = painted
  const total = (of: readonly Timed[], what: 'seconds' | 'work') =>
    of.reduce((sum, one) => sum + one[what], 0)
  const median = (values: readonly number[]) => percentile(values, 0.5)
  return wanted.map((speed) => {
    const own = painted[speed]
    const pairs = own.flatMap(({ picture }, i) => {
      const reference = exact[i]?.picture.pixels
      return reference ? [{ own: picture.pixels, reference }] : []
    })
    const likeness = pairs.map((pair) => ssim(pair.own, pair.reference))
    const mean = (key: 'run' | 'full') =>
      own.reduce((sum, { picture }) => sum + (picture.rows?.[key] ?? 0), 0) / own.length
    return {
      scheduler: requests[0]?.scheduler ?? 'dpmpp_2m_karras',
      speed,
      pictures: own.length,
      rows: mean('run'),
      rowsFull: mean('full'),
      timeShare: total(own, 'seconds') / total(exact, 'seconds'),
      workShare: total(own, 'work') / total(exact, 'work'),
      seconds: median(own.map(({ seconds }) => seconds)),
      secondsExact: median(exact.map(({ seconds }) => seconds)),
      ssimMedian: median(likeness),
      ssimLeast: Math.min(...likeness),
      psnrMedian: median(pairs.map((pair) => psnr(pair.own, pair.reference))),
    }
  })
}

async function timedPicture(paint: Paint, request: PaintRequest): Promise<Timed> {
  const started = performance.now()
  const before = process.cpuUsage()
  for await (const event of paint(request)) {
    if (event.kind !== 'picture') continue
    const { user, system } = process.cpuUsage(before)
    return { picture: event, seconds: (performance.now() - started) / 1e3, work: (user + system) / 1e6 }
  }
  throw new Error('nothing was painted')
}
