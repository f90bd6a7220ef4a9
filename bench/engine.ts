import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { chooseDevice } from '#diffusion/painter/choose-device.ts'
import { findModel, readModel } from '#diffusion/model/read-model.ts'
import { benchRequest } from './engine/bench-request.ts'
import { engineText, type EngineMeasured } from './engine/engine-text.ts'
import { measureOverhead } from './engine/measure-overhead.ts'
import { measurePainter } from './engine/measure-painter.ts'
import { measureParts } from './engine/measure-parts.ts'
import { measurePeer } from './engine/peer.ts'
import { describeMachine } from './machine.ts'
import { measures, tinyModel, withDevice } from './measures.ts'

const optionsSchema = z.object({
  model: z.string(),
  device: z.string(),
  threads: z.coerce.number().int().min(1).optional(),
  steps: z.coerce.number().int().min(2),
  width: z.coerce.number().int().min(8).optional(),
  height: z.coerce.number().int().min(8).optional(),
  batch: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .filter((size) => size !== '')
        .map(Number),
    )
    .pipe(z.array(z.number().int().min(1))),
  overhead: z.boolean(),
  peer: z.string().optional(),
  python: z.string().optional(),
  json: z.boolean().default(false),
})

/** `npm run bench -- engine`: what the engine takes, part by part, and what diffusers on torch takes beside it. */
export function engineCommand(config: Config): Command {
  const command = withDevice(
    new Command('engine')
      .description('seconds per part, milliseconds per step and our share of them, batches, memory')
      .option('--model <name|dir>', 'a folder of MODELS_DIR, or any folder', config.model)
      .option('--threads <n>', 'of the CPU; all cores by default')
      .option('--steps <n>', 'scheduler steps of each picture', '8')
      .option('--width <n>', "pixels; the model's own size by default")
      .option('--height <n>', 'pixels')
      .option('--batch <sizes>', 'pictures painted at once', '1,2,4,8')
      .option('--no-overhead', 'leave out our own work between two runs, which is measured with a tiny model')
      .option('--peer <dir>', 'diffusers folder with the same weights: measure diffusers on torch too')
      .option('--python <file>', 'a Python with torch and diffusers for the peer; else uv makes one'),
    config.device,
  )
  return measures(command, optionsSchema, (options) => measureEngine(options, config.modelsDir), engineText)
}

async function measureEngine(
  options: z.infer<typeof optionsSchema>,
  modelsDir: string,
): Promise<EngineMeasured> {
  const { threads, steps, peer, python } = options
  const folder = await readModel(findModel(options.model, modelsDir))
  const device = options.device === 'auto' ? (await chooseDevice({ model: folder })).device : options.device
  const own = folder.sampleSize * folder.vaeScale
  const size = { width: options.width ?? own, height: options.height ?? own }
  const request = benchRequest(folder.path, { ...size, steps })
  const machine = describeMachine()
  const say = (what: string) => console.error(what)

  say('our own work between two runs …')
  const overhead = options.overhead ? await measureOverhead(tinyModel) : undefined
  say('one picture by parts …')
  const parts = await measureParts(device, threads, request)
  say('through the painter process …')
  const painter = await measurePainter(device, threads, request, options.batch, (batch) =>
    say(`  ${batch.size} at once: ${batch.stepsPerSecond.toFixed(2)} steps a second`),
  )
  const peers = []
  for (const dtype of peer === undefined ? [] : (['float32', 'bfloat16'] as const)) {
    say(`diffusers on torch, ${dtype} …`)
    peers.push(await measurePeer({ folder: peer ?? '', dtype, ...size, steps, threads, python }))
  }
  return {
    machine: { ...machine, loadAfter: describeMachine().load },
    model: folder.path,
    device,
    ...size,
    steps,
    ...(threads !== undefined && { threads }),
    ...(overhead && { overhead }),
    parts,
    painter,
    peers,
  }
}
