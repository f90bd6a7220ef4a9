import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openResting, partBytes } from './resting-session.ts'
import type { Session } from './session.ts'

/** A session whose runs tell which opening it is, and how many are open. */
function openings() {
  let made = 0
  let opened = 0
  const open = async (): Promise<Session> => {
    const number = ++made
    opened += 1
    return {
      device: { provider: 'cpu', index: 0 },
      inputs: [{ name: 'in', type: 'float32', dims: [1] }],
      outputs: [],
      run: async () => ({ out: { dims: [1], data: Float32Array.of(number) } }),
      async release() {
        opened -= 1
      },
    }
  }
  return { open, opened: () => opened }
}

async function numberOf(session: Session): Promise<number | undefined> {
  return (await session.run({}, {}))['out']?.data[0]
}

test('what rests is closed, and its next run opens it again', async () => {
  const { open, opened } = openings()
  const session = await openResting(open, () => true)
  expect(await numberOf(session)).toBe(1)
  await session.rest()
  await session.rest()
  expect(opened()).toBe(0)
  expect(session.inputs[0]?.name).toBe('in')
  expect(await numberOf(session)).toBe(2)
  await session.release()
  expect(opened()).toBe(0)
})

test('what is not worth it stays open until the end', async () => {
  const { open, opened } = openings()
  const session = await openResting(open, () => false)
  await session.rest()
  expect(opened()).toBe(1)
  expect(await numberOf(session)).toBe(1)
  await session.release()
  expect(opened()).toBe(0)
})

test('a part is as large as its graph and what lies beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'part-'))
  await writeFile(join(folder, 'model.onnx'), new Uint8Array(10))
  await writeFile(join(folder, 'model.onnx_data'), new Uint8Array(1000))
  await writeFile(join(folder, 'config.json'), '{}')
  expect(await partBytes(join(folder, 'model.onnx'))).toBe(1010)
  expect(await partBytes(join(folder, 'absent', 'model.onnx'))).toBe(0)
  await rm(folder, { recursive: true })
})
