import { conditioningShape, type Conditioning } from './conditioning.ts'
import { PaintError } from '#diffusion/errors.ts'
import { Recent } from '#diffusion/recent.ts'
import type { Session } from '#diffusion/session/session.ts'
import { inpaintingChannels, latentChannels, UnetBatch, type UnetGraph } from './unet-batch.ts'

/** The denoiser of a model. */
export interface Unet {
  readonly graph: UnetGraph
  /** A batch of this shape, with the memory it had the last time. */
  batch(rows: number, height: number, width: number, conditioning: Conditioning): UnetBatch
}

/** As many batch shapes keep their memory; more than a few at a time are rare. */
const keptShapes = 8

/** @throws PaintError `bad_model` when the graph is no UNet of Stable Diffusion */
export function createUnet(session: Session): Unet {
  const graph = readGraph(session)
  const batches = new Recent<UnetBatch>(keptShapes)
  return {
    graph,
    batch(rows, height, width, conditioning) {
      const key = `${rows}x${height}x${width}x${conditioningShape(conditioning)}`
      const batch = batches.get(key) ?? new UnetBatch(session, graph, rows, height, width, conditioning)
      batches.set(key, batch)
      return batch
    },
  }
}

function readGraph({ inputs, outputs }: Session): UnetGraph {
  const input = (name: string) => inputs.find((info) => info.name === name)
  const sample = input('sample')
  const timestep = input('timestep')
  const output = outputs[0]
  if (!sample || !timestep || !input('encoder_hidden_states') || !output) {
    const names = inputs.map(({ name }) => name).join(', ')
    throw new PaintError('bad_model', `This is not a UNet of Stable Diffusion 1.5: its inputs are ${names}.`)
  }
  const channels = typeof sample.dims[1] === 'number' ? sample.dims[1] : latentChannels
  if (channels !== latentChannels && channels !== inpaintingChannels) {
    throw new PaintError(
      'bad_model',
      `This UNet takes ${channels} channels; those of Stable Diffusion 1.5 take 4, or 9 when they were trained for inpainting.`,
    )
  }
  const guidanceWidth = input('timestep_cond')?.dims[1]
  return {
    output: output.name,
    channels,
    ...(typeof guidanceWidth === 'number' && { guidanceWidth }),
    timestepRank: timestep.dims.length,
    oneTimestep: timestep.dims.length === 0 || timestep.dims[0] === 1,
    integerTimestep: timestep.type.startsWith('int'),
  }
}
