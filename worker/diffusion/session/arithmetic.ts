import type { Device } from './device.ts'

export type Arithmetic = 'float16' | 'float32'

/** Core ML is left out: it chooses its own arithmetic, and a graph in float32 leaves it the choice. */
const gainsFromFloat16: ReadonlySet<Device['provider']> = new Set(['cuda', 'tensorrt', 'dml', 'webgpu'])

/**
 * What a graph that was made over a checkpoint computes in. The UNet, which a picture's time goes into, takes float16 where the device has it
 * and gains by it: half the time and memory, as every program that paints on GPUs does it. All else, and every part on a CPU, is float32.
 * @param halvable whether the graph is such a one; with LoRAs it is not, since their sums are small beside the weights
 */
export async function arithmeticOf(
  device: Device,
  halvable: boolean,
  computesFloat16: (device: Device) => Promise<boolean>,
): Promise<Arithmetic> {
  if (!halvable || !gainsFromFloat16.has(device.provider)) return 'float32'
  return (await computesFloat16(device)) ? 'float16' : 'float32'
}
