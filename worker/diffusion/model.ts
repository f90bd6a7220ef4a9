import { performance } from 'node:perf_hooks'
import type { Conditioning } from './conditioning.ts'
import type { Device } from './device.ts'
import { readModelFolder, type ModelFolder } from './model-folder.ts'
import { PaintError } from './errors.ts'
import type { OpenSession, Session } from './session.ts'
import { createSizeCheck } from './size-check.ts'
import { createTextConditioning } from './text-conditioning.ts'
import { createTextEncoder } from './text-encoder.ts'
import { loadTokenizer } from './tokenizer/tokenizer.ts'
import { createUnet, type Unet } from './unet.ts'
import { createVaeDecoder, type VaeDecoder } from './vae-decoder.ts'
import { createVaeEncoder, type VaeEncoder } from './vae-encoder.ts'

/** An opened model: every part that text-to-image needs is in memory. */
export interface Model {
  readonly folder: ModelFolder
  readonly device: Device
  readonly unet: Unet
  readonly vaeDecoder: VaeDecoder
  /** Opened at the first image-to-image. */
  vaeEncoder(): Promise<VaeEncoder>
  /** A text as the UNet takes it; texts met lately are kept. */
  condition(text: string, clipSkip: number): Promise<Conditioning>
  /** @throws PaintError when the UNet's graph can't take this size (in latents) */
  checkSize(height: number, width: number, conditioning: Conditioning): Promise<void>
  readonly loadSeconds: number
  /** What opening it added to the process's resident memory. */
  readonly loadBytes: number
  close(): Promise<void>
}

export interface OpenModelOptions {
  device: Device | 'auto'
  threads?: number
  openSession: OpenSession
}

/** @throws PaintError `bad_model` or `device` */
export async function openModel(path: string, options: OpenModelOptions): Promise<Model> {
  const started = performance.now()
  const before = process.memoryUsage.rss()
  const folder = await readModelFolder(path)
  const tokenizer = await loadTokenizer(path)
  const sessions: Session[] = []
  const close = async () => {
    for (const session of sessions.splice(0)) await session.release()
  }
  try {
    let device = options.device === 'auto' ? undefined : options.device
    const open = async (file: string) => {
      const at = (chosen: Device) =>
        options.openSession(file, {
          device: chosen,
          ...(options.threads !== undefined && { threads: options.threads }),
        })
      const session = device ? await at(device) : await firstOf(at)
      device ??= session.device
      sessions.push(session)
      return session
    }
    const textEncoder = createTextEncoder(await open(folder.textEncoder))
    const unet = createUnet(await open(folder.unet))
    const vaeDecoder = createVaeDecoder(await open(folder.vaeDecoder), folder.vaeScalingFactor)
    let vaeEncoder: VaeEncoder | undefined
    const checkSize = createSizeCheck()
    const model: Model = {
      folder,
      device: device ?? { provider: 'cpu', index: 0 },
      unet,
      vaeDecoder,
      async vaeEncoder() {
        if (!folder.vaeEncoder) {
          throw new PaintError(
            'bad_model',
            `${path} has no vae_encoder/model.onnx, so it can't start from an image.`,
          )
        }
        return (vaeEncoder ??= createVaeEncoder(await open(folder.vaeEncoder), folder.vaeScalingFactor))
      },
      condition: createTextConditioning(tokenizer, textEncoder),
      checkSize: (...size) => checkSize(model, ...size),
      loadSeconds: (performance.now() - started) / 1000,
      loadBytes: process.memoryUsage.rss() - before,
      close,
    }
    return model
  } catch (error) {
    await close()
    throw error
  }
}

/** `auto`: CUDA where it can be had, else the CPU. */
async function firstOf(at: (device: Device) => Promise<Session>): Promise<Session> {
  try {
    return await at({ provider: 'cuda', index: 0 })
  } catch (error) {
    if (error instanceof PaintError && error.code === 'device') return at({ provider: 'cpu', index: 0 })
    throw error
  }
}
