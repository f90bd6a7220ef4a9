import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import type { Unet } from '#diffusion/networks/unet.ts'
import type { VaeDecoder } from '#diffusion/networks/vae-decoder.ts'
import type { Device } from '#diffusion/session/device.ts'
import type { ModelFiles } from './model-files.ts'

/** The parts that every picture needs. */
interface WarmParts {
  files: ModelFiles
  device: Device
  unet: Unet
  vaeDecoder: VaeDecoder
  condition: (text: string, clipSkip: number) => Promise<Conditioning>
}

/**
 * Runs each part once, so that a part that can't run fails now, and the first request doesn't pay for the work of a first run. A
 * GPU searches its kernels for each shape: there it is the model's own size with guidance. On a CPU the smallest size does.
 */
export async function warmUp({ files, device, unet, vaeDecoder, condition }: WarmParts): Promise<void> {
  const cpu = device.provider === 'cpu'
  const side = cpu ? 2 ** files.unetDownsamplings : files.sampleSize
  // The empty text is most requests' negative prompt: it stays encoded.
  const conditioning = await condition('', 0)
  const batch = unet.batch(cpu ? 1 : 2, side, side, conditioning)
  for (let row = 0; row < batch.rows; row++) batch.setRow(row, 1, conditioning)
  await batch.run()
  await vaeDecoder.decode(new Float32Array(4 * side * side), side, side)
}
