import { cp, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCheckpoint } from '#diffusion/checkpoint/checkpoint.ts'
import { schedulerConfigOf } from '#diffusion/checkpoint/prediction.ts'
import { textEncoderGraph } from '#diffusion/checkpoint/text-encoder-graph.ts'
import { unetGraph } from '#diffusion/checkpoint/unet-graph.ts'
import { vaeDecoderGraph, vaeEncoderGraph } from '#diffusion/checkpoint/vae-graph.ts'
import { halfModel } from '#diffusion/session/half-graph.ts'

/** VAEs halve three times: four widths. */
const vaeWidths = [128, 256, 512, 512]

/**
 * A model folder over a float16 checkpoint that computes in float16 what a picture's time goes into, the UNet and the VAE decoder. The
 * checkpoint is linked, not copied.
 * @param side latent pixels of the model's own size
 */
export async function makeFolder(
  checkpoint: string,
  tokenizer: string,
  folder: string,
  side: number,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const { file, unet, textEncoder, vae } = await readCheckpoint(checkpoint)
  if (!vae) throw new Error(`${checkpoint} has no VAE.`)
  const config = {
    unet: { in_channels: 4, sample_size: side, block_out_channels: [320, 640, 1280, 1280] },
    vae_decoder: { scaling_factor: 0.18215, block_out_channels: vaeWidths, latent_channels: 4 },
  }
  await write(folder, checkpoint, 'text_encoder', textEncoderGraph(textEncoder).encode())
  await write(folder, checkpoint, 'unet', halfModel(unetGraph(unet).encode()), config.unet)
  await write(folder, checkpoint, 'vae_decoder', halfModel(vaeDecoderGraph(vae).encode()), config.vae_decoder)
  await write(folder, checkpoint, 'vae_encoder', vaeEncoderGraph(vae).encode(), config.vae_decoder)
  await cp(tokenizer, join(folder, 'tokenizer'), { recursive: true })
  await mkdir(join(folder, 'scheduler'))
  const scheduler = { _class_name: 'PNDMScheduler', ...schedulerConfigOf(file) }
  await writeFile(join(folder, 'scheduler/scheduler_config.json'), JSON.stringify(scheduler))
  const index = {
    _class_name: 'OnnxStableDiffusionPipeline',
    _dragon_wings: { size_multiple: 8, precision: 'fp16' },
  }
  await writeFile(join(folder, 'model_index.json'), JSON.stringify(index))
}

async function write(
  folder: string,
  checkpoint: string,
  part: string,
  graph: Uint8Array,
  config?: object,
): Promise<void> {
  await mkdir(join(folder, part), { recursive: true })
  await writeFile(join(folder, part, 'model.onnx'), graph)
  await link(checkpoint, join(folder, part, basename(checkpoint)))
  if (config) await writeFile(join(folder, part, 'config.json'), JSON.stringify(config))
}
