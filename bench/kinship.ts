import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { findModel, readModel } from '#diffusion/model/read-model.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import { type KinshipMeasured, measureKinship, type UpscaleMeasured } from './kinship/measure-kinship.ts'
import { describeMachine, type Machine } from './machine.ts'
import { measures, withDevice } from './measures.ts'

const optionsSchema = z.object({
  model: z.string(),
  device: z.string(),
  pictures: z.coerce.number().int().min(1),
  steps: z.coerce.number().int().min(1).optional(),
  json: z.boolean().default(false),
})

/** `npm run bench -- kinship`: how near to their parent `Vary`, `Reroll`, `Same seed` and `Upscale` stay. */
export function kinshipCommand(config: Config): Command {
  const command = withDevice(
    new Command('kinship')
      .description(
        'distances of Vary, Reroll and Same seed from their parent; detail and composition of Upscale',
      )
      .option('--model <name|dir>', 'a folder of MODELS_DIR, or any folder', config.model)
      .option('--pictures <n>', 'parents', '20')
      .option('--steps <n>', 'scheduler steps of each picture; what suits the model by default'),
    config.device,
  )
  return measures(command, optionsSchema, (options) => measureModel(options, config.modelsDir), kinshipText)
}

type ModelMeasured = KinshipMeasured & { machine: Machine; model: string }

async function measureModel(
  { model, device, pictures, steps }: z.infer<typeof optionsSchema>,
  modelsDir: string,
): Promise<ModelMeasured> {
  const folder = await readModel(findModel(model, modelsDir))
  const own = folder.sampleSize * folder.vaeScale
  const painter = createPainter({ device })
  try {
    const measured = await measureKinship(
      painter.paint,
      {
        model: folder.path,
        negativePrompt: '',
        ...folder.recommended,
        ...(steps !== undefined && { steps }),
        width: own,
        height: own,
        count: 1,
        scheduler: 'dpmpp_2m_karras',
        rng: 'torch',
        clipSkip: 0,
      },
      pictures,
      (done) => console.error(`${done} of ${pictures} …`),
    )
    return { machine: describeMachine(), model, ...measured }
  } finally {
    await painter.close()
  }
}

function kinshipText({ machine, model, ...measured }: ModelMeasured): string {
  const { pictures, subtle, strong, reroll, rerollComposition, sameSeed, upscale } = measured
  const upscaled = (how: string, one: UpscaleMeasured) =>
    `Upscale 2× ${how}: fine detail ${one.detail.toFixed(2)}, plain resampling ${one.detailOfResampling.toFixed(2)}` +
    ` (more in ${one.sharper} of ${pictures}); composition moved by ${one.composition.toFixed(2)} (Reroll: ${rerollComposition.toFixed(2)})`
  return [
    `${machine.cpu}, Node ${machine.node}, onnxruntime ${machine.onnxruntime}; model ${model}; means over ${pictures} pictures, of 255`,
    `From the parent: Vary ${subtle.toFixed(2)}, Vary strongly ${strong.toFixed(2)}, Reroll ${reroll.toFixed(2)}`,
    `Same seed alone, after it was painted among ${pictures}: at most ${sameSeed} apart`,
    upscaled('in one piece', upscale.whole),
    upscaled('in tiles', upscale.tiles),
  ].join('\n')
}
