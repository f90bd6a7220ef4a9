import { expect, test } from 'vitest'
import type { Session } from '#diffusion/session/session.ts'
import { different, pictures, recordedEngines, request } from '#test/support/recorded-engine.ts'

const engines = recordedEngines()
/** The fixtures' UNet as one with another timestep: a scalar, or whole numbers. */
const withTimestep =
  (dims: readonly (number | string)[], type: string) =>
  (part: string, session: Session): Session =>
    part !== 'unet'
      ? session
      : {
          ...session,
          inputs: session.inputs.map((info) => (info.name === 'timestep' ? { ...info, dims, type } : info)),
          run(feeds, outputs) {
            const rows = feeds['sample']?.dims[0] ?? 0
            const given = feeds['timestep'] ?? { dims: [], data: new Float32Array() }
            expect(given.dims).toHaveLength(dims.length)
            const data = Float32Array.from(
              { length: rows },
              (_, row) => given.data[row] ?? given.data[0] ?? NaN,
            )
            return session.run({ ...feeds, timestep: { dims: [rows], data } }, outputs)
          },
        }

test('a scalar timestep: only requests at the same one share a run', async () => {
  engines.alter = withTimestep([], 'float32')
  const { paint: own } = await engines.start()
  const [first, second] = different
  const painted = await Promise.all(
    [first, { ...first, seed: 43 }, second].map((each) => pictures(own(each))),
  )
  engines.expectAsAlone(painted[0] ?? [], first)
  engines.expectAsAlone(painted[2] ?? [], second)
  expect(engines.rowsOfRuns()).toEqual([6, 4, 2, 4, 2, 4, 2, 4, 4])
})

test('on a GPU rows are padded to a bucket', async () => {
  const { paint: own } = await engines.start({ device: 'cuda', warmUp: false })
  const three = { ...request, guidance: 1, count: 3 }
  const painted = await pictures(own(three))
  expect(engines.rowsOfRuns()[0]).toBe(4)
  expect(painted).toHaveLength(3)
  engines.expectAsAlone(await pictures(own(request)), request)
})
