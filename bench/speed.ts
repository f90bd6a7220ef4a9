import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import type { PaintRequest } from '#diffusion/contract.ts'
import { createEngine } from '#diffusion/engine/engine.ts'
import { findModel, readModel } from '#diffusion/model/read-model.ts'
import { chooseDevice } from '#diffusion/painter/choose-device.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import { encodePng } from '#store/png/encode-png.ts'
import { describeMachine, watchMemory, type Machine } from './machine.ts'
import { parseOptions, withDevice } from './measures.ts'
import { cardPrompts, firstSeed } from './speed/card-prompts.ts'
import { measureSpeed, type SpeedMeasured } from './speed/measure-speed.ts'

const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const listed = <const T extends string>(names: readonly T[]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)).min(1))

const optionsSchema = z.object({
  model: z.string(),
  device: z.string(),
  threads: z.coerce.number().int().min(1).optional(),
  pictures: z.coerce.number().int().min(1).max(cardPrompts.length),
  steps: z.coerce.number().int().min(1),
  guidance: z.coerce.number(),
  size: z.coerce.number().int().min(8).optional(),
  scheduler: z
    .string()
    .transform((text) => (text === 'all' ? slugs.join() : text))
    .pipe(listed(slugs)),
  speeds: listed(['fast', 'draft']),
  out: z.string().optional(),
  json: z.boolean().default(false),
})

/** `npm run bench -- speed`: what Fast and Draft save with a model, and how near their pictures stay to Exact's. */
export function speedCommand(config: Config): Command {
  const command = new Command('speed')
    .description('UNet rows, time and likeness (SSIM, PSNR) of Fast and Draft beside Exact')
    .option('--model <name|dir>', 'a folder or checkpoint of MODELS_DIR, or any', config.model)
    .option('--threads <n>', 'of the CPU; all cores by default')
    .option('--pictures <n>', "of the shipped model's card", String(cardPrompts.length))
    .option('--steps <n>', 'scheduler steps of each picture', '20')
    .option('--guidance <f>', 'guidance scale', '5')
    .option('--size <pixels>', "of both sides; the model's own size by default")
    .option('--scheduler <slugs>', 'one, several with commas, or all', 'dpmpp_2m_karras')
    .option('--speeds <names>', 'fast,draft', 'fast,draft')
    .option('--out <dir>', 'keep the pictures there, as PNGs')
  return withDevice(command, config.device)
    .option('--json', 'one JSON object')
    .action(async (given: unknown) => {
      const {
        json,
        scheduler: schedulers,
        pictures,
        speeds,
        out,
        threads,
        ...options
      } = parseOptions(optionsSchema, given)
      const model = await readModel(findModel(options.model, config.modelsDir))
      const device = options.device === 'auto' ? (await chooseDevice({ model })).device : options.device
      const engine = createEngine({ device, ...(threads !== undefined && { threads }) })
      const side = options.size ?? model.sampleSize * model.vaeScale
      const request = (scheduler: SchedulerSlug, i: number): PaintRequest => ({
        model: model.path,
        prompt: cardPrompts[i] ?? '',
        negativePrompt: '',
        steps: options.steps,
        guidance: options.guidance,
        width: side,
        height: side,
        seed: firstSeed + i,
        count: 1,
        scheduler,
        rng: 'torch',
        clipSkip: 0,
      })
      if (out !== undefined) await mkdir(out, { recursive: true })
      const memory = watchMemory(process.pid)
      const machine = describeMachine()
      try {
        await engine.open(model.path)
        const measured: SpeedMeasured[] = []
        for (const scheduler of schedulers) {
          const requests = Array.from({ length: pictures }, (_, i) => request(scheduler, i))
          const lines = await measureSpeed(
            engine.paint,
            requests,
            speeds,
            (done) => console.error(`${scheduler}: ${done} of ${pictures}`),
            async ({ pixels }, speed, index) => {
              if (out === undefined) return
              await writeFile(
                join(out, `${scheduler}-${index}-${speed}.png`),
                await encodePng(pixels, { parametersText: `Speed: ${speed}` }),
              )
            },
          )
          measured.push(...lines)
          if (!json) for (const line of lines) console.log(lineText(line))
        }
        const peak = memory.stop()?.peak
        if (json) console.log(JSON.stringify({ machine, ...options, device, side, peak, measured }))
        else console.log(footText(machine, options.model, side, peak))
      } finally {
        await engine.close()
      }
    })
}

function lineText(line: SpeedMeasured): string {
  const { scheduler, speed, rows, rowsFull, timeShare, workShare, ssimMedian, ssimLeast, psnrMedian } = line
  return [
    `${scheduler} ${speed}: rows ${rows} of ${rowsFull} (${(rows / rowsFull).toFixed(3)})`,
    `time ${timeShare.toFixed(2)} (${line.seconds.toFixed(2)} s, exact ${line.secondsExact.toFixed(2)} s), processor ${workShare.toFixed(2)}`,
    `SSIM median ${ssimMedian.toFixed(4)}, least ${ssimLeast.toFixed(3)}; PSNR ${psnrMedian.toFixed(1)} dB`,
  ].join('; ')
}

function footText(machine: Machine, model: string, side: number, peak: number | undefined): string {
  const memory = peak === undefined ? '' : `; peak memory ${(peak / 1e9).toFixed(2)} GB`
  return `${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)}, Node ${machine.node}, onnxruntime ${machine.onnxruntime}; model ${model}, ${side}×${side}${memory}`
}
