import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { safetyCheckerGraph } from '#test/support/onnx/safety-checker-graph.ts'
import { createSafetyChecker } from './safety-checker.ts'
import { openSession } from '#diffusion/session/session.ts'

test.each([224, 64])(
  'the picture reaches a checker of %i pixels as CLIP sees it, and its word comes back',
  async (side) => {
    const folder = await mkdtemp(join(tmpdir(), 'checker-'))
    const file = join(folder, 'model.onnx')
    // Stands for the real one, which is 1.2 GB: it finds whatever is brighter than CLIP's average picture.
    await writeFile(file, safetyCheckerGraph(side))
    const session = await openSession(file, { device: { provider: 'cpu', index: 0 } })
    const { isNsfw } = createSafetyChecker(session)
    const plain = (value: number) => ({
      width: 96,
      height: 64,
      data: new Uint8Array(96 * 64 * 3).fill(value),
    })
    // CLIP's average is about 0.45 of 255: 115.
    expect(await Promise.all([90, 140].map((value) => isNsfw(plain(value))))).toEqual([false, true])
    await session.release()
    await rm(folder, { recursive: true })
  },
)
