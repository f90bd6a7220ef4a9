import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { openSession } from '#diffusion/session/session.ts'
import { different, pictures, recordedEngines, request } from '#test/support/recorded-engine.ts'
import { createEngine } from './engine.ts'

const engines = recordedEngines()
/** Of the engine that no test changes. */
const { paint } = await engines.start()

test('a run never holds more rows × latent pixels than allowed; the rest waits its turn', async () => {
  const { paint: own } = await engines.start({ maxRowPixels: 4 * 64 })
  await Promise.all(different.map((each) => pictures(own(each))))
  expect(Math.max(...engines.rowsOfRuns().map((rows) => rows ?? 0))).toBe(4)
})

test('a request that is too large by itself is painted in several runs a step', async () => {
  const { paint: own } = await engines.start({ maxRowPixels: 4 * 64 })
  expect(await pictures(own({ ...request, count: 3 }))).toHaveLength(3)
  expect(engines.rowsOfRuns().slice(0, 4)).toEqual([4, 2, 4, 2])
})

/** What is opened, run and closed, where parts rest whatever their size. */
async function startResting() {
  const log: string[] = []
  const { paint: own } = await engines.start({
    restFromBytes: 0,
    openSession: async (file, options) => {
      const session = await engines.openRecorded(file, options)
      const part = basename(dirname(file))
      log.push(`open ${part}`)
      return {
        ...session,
        run(...given) {
          log.push(part)
          return session.run(...given)
        },
        async release() {
          log.push(`close ${part}`)
        },
      }
    },
  })
  log.length = 0
  return { own, log }
}

test('parts that have nothing to do are let go, and opened again for the next picture', async () => {
  const { own, log } = await startResting()
  const few = { ...request, steps: 2, prompt: 'first' }
  const [painted] = await pictures(own(few))
  const pictureAlone = (await pictures(paint(few)))[0]
  expect(painted?.pixels.data).toEqual(pictureAlone?.pixels.data)
  const encoding = ['open text_encoder', 'text_encoder', 'close text_encoder']
  const decoding = ['close unet', 'open vae_decoder', 'vae_decoder', 'close vae_decoder']
  expect(log).toEqual([...encoding, 'unet', 'unet', ...decoding])
  log.length = 0
  await pictures(own({ ...few, prompt: 'second' }))
  expect(log).toEqual([...encoding, 'open unet', 'unet', 'unet', ...decoding])
})

test('the UNet stays while somebody else has steps before them', async () => {
  const { own, log } = await startResting()
  await Promise.all([2, 4].map((steps) => pictures(own({ ...request, steps }))))
  expect(log.filter((entry) => entry.endsWith('unet'))).toEqual([
    ...Array.from({ length: 4 }, () => 'unet'),
    'close unet',
  ])
})

test('the decoder keeps what it needs while the UNet rests, gives it back beside the UNet, and paints the same', async () => {
  const manners: (boolean | undefined)[] = []
  const own = createEngine({
    device: 'cpu',
    threads: 1,
    restFromBytes: 0,
    openSession: async (file, options) => {
      if (basename(dirname(file)) === 'vae_decoder') manners.push(options.givesBack)
      return openSession(file, options)
    },
  })
  engines.keep(own)
  await own.open(request.model)
  manners.length = 0
  const [single] = await pictures(own.paint({ ...request, steps: 2 }))
  expect(manners).toEqual([false])
  manners.length = 0
  const [[among]] = await Promise.all([
    pictures(own.paint({ ...request, steps: 2 })),
    pictures(own.paint({ ...request, steps: 4 })),
  ])
  expect(manners).toEqual([true, false])
  expect(among?.pixels.data).toEqual(single?.pixels.data)
})

test('the UNet gets the same memory at every step', async () => {
  const fed = new Set<Float32Array>()
  engines.alter = (part, session) => ({
    ...session,
    run(feeds, outputs) {
      if (part === 'unet')
        for (const values of Object.values({ ...feeds, ...outputs }))
          fed.add(values?.data ?? new Float32Array())
      return session.run(feeds, outputs)
    },
  })
  await pictures(paint(request))
  expect(fed.size).toBe(4)
})
