/**
 * Measures our engine on a model that `sd15.py make` has made; each line of its answer is a JSON object.
 *
 *     node measure.js folder WORK                                  WORK/half, which computes in float16
 *     node measure.js parity WORK DEVICE                           how far a UNet run is from torch's in float32
 *     node measure.js speed WORK DEVICE MODEL BATCHES STEPS SIDE   steps a second, pictures a minute
 *     node measure.js table RESULTS.jsonl                          the table for BENCHMARKS.md
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measurePainter } from '#bench/engine/measure-painter.ts'
import { benchRequest } from '#bench/engine/bench-request.ts'
import { readCheckpoint } from '#diffusion/checkpoint/checkpoint.ts'
import { unetGraph } from '#diffusion/checkpoint/unet-graph.ts'
import { deviceLabel, decidedDevice } from '#diffusion/session/device.ts'
import { rerunWithGpuLibraries } from '#diffusion/session/gpu-libraries.ts'
import { openSession } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'
import { z } from 'zod'
import { makeFolder } from './make-folder.ts'
import { table, type Line } from './table.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const sizeSchema = z.object({ context: z.number(), side: z.number() })
const pixelsALatent = 8

const rerun = rerunWithGpuLibraries()
process.exitCode = rerun ?? (await main(process.argv.slice(2)))

async function main([task = '', work = '', ...rest]: string[]): Promise<number> {
  switch (task) {
    case 'folder':
      await makeFolder(
        join(work, 'sd15.safetensors'),
        join(root, 'models/dragon-mini/tokenizer'),
        join(work, 'half'),
        (await sizeOf(work)).side,
      )
      return 0
    case 'parity':
      await parity(work, rest[0] ?? '')
      return 0
    case 'speed':
      await speed(work, rest)
      return 0
    case 'table':
      console.log(table(await readFile(work, 'utf8')))
      return 0
    default:
      console.error('Say folder, parity, speed or table.')
      return 2
  }
}

async function parity(work: string, device: string): Promise<void> {
  const { context, side } = await sizeOf(work)
  const checkpoint = join(work, 'sd15.safetensors')
  const feeds = {
    sample: await values(work, 'sample', [2, 4, side, side]),
    timestep: await values(work, 'timestep', [2]),
    encoder_hidden_states: await values(work, 'encoder_hidden_states', [2, 77, context]),
  }
  const { data: expected } = await values(work, 'float32', [2, 4, side, side])
  const graphs: [string, string, Uint8Array | undefined][] = [
    ['float32', checkpoint, unetGraph((await readCheckpoint(checkpoint)).unet).encode()],
    ['float16', join(work, 'half/unet/model.onnx'), undefined],
  ]
  for (const [precision, file, graph] of graphs) {
    const name = `ours, ${deviceLabel(decidedDevice(device))}, ${precision}`
    try {
      const session = await openSession(file, { device: decidedDevice(device), ...(graph && { graph }) })
      const { out_sample: answer } = await session.run(feeds, { out_sample: undefined })
      await session.release()
      print({ what: 'parity', name, off: answer ? distance(answer.data, expected) : Infinity })
    } catch (error) {
      print({ what: 'failed', name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
}

async function speed(
  work: string,
  [device = '', given = '', batches = '1', steps = '30', side = '64']: string[],
): Promise<void> {
  const model = given === 'dragon-mini' ? join(root, 'models/dragon-mini') : join(work, given)
  const pixels = Number(side) * pixelsALatent
  const request = {
    ...benchRequest(model, { width: pixels, height: pixels, steps: Number(steps) }),
    prompt: 'a red dragon',
  }
  const name = `ours, ${device}, ${given}`
  const compiled = fileURLToPath(new URL('painter-process.js', import.meta.url))
  const program = existsSync(compiled) ? { file: compiled, execArgv: [] } : undefined
  try {
    await measurePainter(
      device,
      undefined,
      request,
      batches.split(',').map(Number),
      ({ size, stepsPerSecond, picturesPerMinute }) =>
        print({ what: 'speed', name, pictures: size, stepsPerSecond, picturesPerMinute }),
      program,
    )
  } catch (error) {
    print({ what: 'failed', name, reason: error instanceof Error ? error.message : String(error) })
  }
}

async function sizeOf(work: string) {
  return sizeSchema.parse(JSON.parse(await readFile(join(work, 'size.json'), 'utf8')))
}

/** A file of float32 numbers. */
async function values(work: string, name: string, dims: number[]): Promise<Values> {
  const bytes = await readFile(join(work, `${name}.f32`))
  return { dims, data: new Float32Array(Uint8Array.from(bytes).buffer) }
}

/** The largest difference, in standard deviations of what is expected. */
function distance(got: Float32Array, expected: Float32Array): number {
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length
  const variance = expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length
  const off = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (got[i] ?? NaN))), 0)
  return off / Math.sqrt(variance)
}

function print(line: Line): void {
  console.log(JSON.stringify(line))
}
