import { expect, test } from 'vitest'
import { PaintError } from '#diffusion/errors.ts'
import { different, pictures, recordedEngines, request } from '#test/support/recorded-engine.ts'

const engines = recordedEngines()
/** Of the engine that no test changes. */
const { paint } = await engines.start()

test('after an abort no further run has its rows, and the others get their pictures', async () => {
  const controller = new AbortController()
  const reason = new Error('changed my mind')
  let runsAtAbort = 0
  const aborted = pictures(paint({ ...request, seed: 1 }, controller.signal), (event) => {
    if (event.kind !== 'progress' || event.step !== 2) return
    controller.abort(reason)
    runsAtAbort = engines.unetRuns().length
  })
  const other = pictures(paint(request))
  await expect(aborted).rejects.toBe(reason)
  engines.expectAsAlone(await other, request)
  expect(
    engines
      .rowsOfRuns()
      .slice(runsAtAbort)
      .every((rows) => rows === 2),
  ).toBe(true)
})

test('one that was aborted before it began is not begun', async () => {
  await expect(pictures(paint(request, AbortSignal.abort(new Error('no'))))).rejects.toThrow('no')
  expect(engines.unetRuns()).toHaveLength(0)
})

test('when a shared run fails, only the request that fails alone is lost', async () => {
  engines.alter = (part, session) => ({
    ...session,
    async run(feeds, outputs) {
      // Stands for whatever a native run may choke on.
      const { timestep } = feeds
      if (part === 'unet' && timestep?.data.includes(1)) throw new Error('out of memory')
      return session.run(feeds, outputs)
    },
  })
  const [first, second] = different
  // DDIM ends at timestep 1, the others do not.
  const failing = pictures(paint({ ...request, scheduler: 'ddim', steps: 3 }))
  const others = Promise.all([pictures(paint(first)), pictures(paint(second))])
  await expect(failing).rejects.toThrow('out of memory')
  const [one, two] = await others
  engines.expectAsAlone(one, first)
  engines.expectAsAlone(two, second)
})

test('a run that memory has no room for is halved, and the next ones are kept small', async () => {
  const engine = await engines.start({ maxRowPixels: 100 * 8 * 8 })
  engines.alter = (part, session) => ({
    ...session,
    async run(feeds, outputs) {
      const rows = feeds['sample']?.dims[0] ?? 0
      if (part === 'unet' && rows > 4)
        throw new PaintError('device_full', 'cuda has not enough memory for this.')
      return session.run(feeds, outputs)
    },
  })
  const [painted] = await Promise.all([
    pictures(engine.paint({ ...request, count: 3, steps: 2 })),
    pictures(engine.paint({ ...request, steps: 2 })),
  ])
  expect(painted).toHaveLength(3)
  // Eight rows fail, and are never tried again.
  expect(engines.rowsOfRuns()).toEqual([8, 4, 4, 4, 4])
})

test('numbers that grow past all bounds are no black picture, and stay in their own rows', async () => {
  const failing = pictures(paint({ ...request, guidance: 1e38 }))
  const other = pictures(paint(request))
  await expect(failing).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('lower guidance'),
  })
  engines.expectAsAlone(await other, request)
})

test('a model that is not there fails its own request only', async () => {
  const failing = pictures(paint({ ...request, model: 'nowhere' }))
  const other = pictures(paint(request))
  await expect(failing).rejects.toMatchObject({ code: 'bad_model' })
  engines.expectAsAlone(await other, request)
})
