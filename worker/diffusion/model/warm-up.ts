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

/** These search their kernels for each shape; the others compile for a kind of shape, and take as long for a small one. */
const searchesEachShape: ReadonlySet<Device['provider']> = new Set(['cuda', 'tensorrt'])

/**
 * Runs each part once, so that a part that can't run fails now, and the first request doesn't pay for the work of a first run: at
 * the smallest size that the model can or, where kernels are searched for each shape, at its own with guidance.
 */
export async function warmUp({ files, device, unet, vaeDecoder, condition }: WarmParts): Promise<void> {
  const searched = searchesEachShape.has(device.provider)
  const side = searched ? files.sampleSize : 2 ** files.unetDownsamplings
  // The empty text is most requests' negative prompt: it stays encoded.
  const conditioning = await condition('', 0)
  const batch = unet.batch(searched ? 2 : 1, side, side, conditioning)
  for (let row = 0; row < batch.rows; row++) batch.setRow(row, 1, conditioning)
  await batch.run()
  await vaeDecoder.decode(new Float32Array(4 * side * side), side, side)
}
