import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import type { Device } from '#diffusion/session/device.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Adaptable } from '#diffusion/adapters/adaptable.ts'
import type { AdaptablePart } from './adaptable-session.ts'
import type { ModelFiles } from './model-files.ts'
import { ModelSessions, type SessionsOptions } from './model-sessions.ts'
import { createCleanShare } from '#diffusion/networks/clean-share.ts'
import { createPreviews, type Previews } from '#diffusion/networks/preview.ts'
import { createTinyPreviews } from '#diffusion/networks/tiny-previews.ts'
import { createSafetyChecker, type SafetyChecker } from '#diffusion/networks/safety-checker.ts'
import { LoraSets, type Adaptation } from '#diffusion/lora/lora-sets.ts'
import type { OpenSession } from '#diffusion/session/session.ts'
import { createPromptConditioning, type ConditionPart } from './prompt-conditioning.ts'
import { dirname } from 'node:path'
import { readModel } from './read-model.ts'
import type { RestingSession } from '#diffusion/session/resting-session.ts'
import { createSizeCheck } from './size-check.ts'
import { createTextConditioning } from './text-conditioning.ts'
import { openTextEncoders } from './text-encoders.ts'
import { loadTokenizer, type Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { createUnet, type Unet } from '#diffusion/networks/unet.ts'
import { createVaeDecoder, type VaeDecoder } from '#diffusion/networks/vae-decoder.ts'
import { createVaeEncoder, type VaeEncoder } from '#diffusion/networks/vae-encoder.ts'
import { warmUp } from './warm-up.ts'

/** An opened model: every part that text-to-image needs is in memory. */
export interface Model {
  readonly files: ModelFiles
  readonly device: Device
  readonly unet: Unet
  readonly vaeDecoder: VaeDecoder
  /** Opened at the first draft or preview; undefined where the folder has none. */
  tinyDecoder(): Promise<VaeDecoder | undefined>
  /** Opened at the first image-to-image. @throws PaintError `bad_model` where the folder has none */
  vaeEncoder(): Promise<VaeEncoder>
  /** Opened at the first picture; undefined where the folder has none. */
  safetyChecker(): Promise<SafetyChecker | undefined>
  /** A text as the UNet takes it; texts met lately are kept. `adaptation`: what LoRAs make of the text encoder. */
  condition(text: string, clipSkip: number, adaptation?: Adaptation): Promise<Conditioning>
  /** What LoRAs come to for it. */
  readonly loras: LoraSets
  /** The texts of a part of a prompt that A1111's rules were read into. */
  readonly conditionPart: ConditionPart
  readonly tokenizer: Tokenizer
  /** @throws PaintError when the UNet's graph can't take this size (in latents) */
  checkSize(height: number, width: number, conditioning: Conditioning): Promise<void>
  /**
   * Closes parts that have nothing to do for now; their next use opens them again by itself. `encoders`: text and image,
   * `decoder`: with the safety checker. On a CPU, where SD 1.5's parts together would take 5 GB.
   */
  rest(parts: 'encoders' | 'unet' | 'decoder'): Promise<void>
  /** What LoRAs find in a part; undefined where its graph takes none. */
  adaptable(part: AdaptablePart): Promise<Adaptable | undefined>
  readonly previews: Previews
  /**
   * Whether previews can be shown: with a safety checker, only where it can stay in memory beside the UNet to judge them. On a CPU
   * with SD 1.5's it can't.
   */
  readonly judgesPreviews: boolean
  /** How long opening and warming it up took. */
  readonly loadSeconds: number
  /** What that added to the process's resident memory. */
  readonly loadBytes: number
  close(): Promise<void>
}

/** Parts whose numbers matter to the last digit, or that are seldom run, keep little. */
const frugally = () => ({ frugal: true })

/** Which model: a folder or a checkpoint, perhaps with another VAE than its own. */
export interface ModelPlace {
  path: string
  vae?: string | undefined
}

export interface OpenModelOptions extends SessionsOptions {
  warmUp: boolean
  openSession: OpenSession
}

/** @throws PaintError `bad_model` or `device` */
export async function openModel({ path, vae }: ModelPlace, options: OpenModelOptions): Promise<Model> {
  const started = performance.now()
  const before = process.memoryUsage.rss()
  const files = await readModel(path, vae)
  // What is missing shows itself before gigabytes are loaded.
  for (const source of [files.textEncoder, files.unet, files.vaeDecoder, files.vaeEncoder])
    await source?.made?.make()
  const tokenizer = await loadTokenizer(dirname(files.tokenizer))
  const sessions = new ModelSessions(options.openSession, options)
  try {
    const resting: Record<'encoders' | 'unet' | 'decoder', RestingSession[]> = {
      encoders: [],
      unet: [],
      decoder: [],
    }
    const encoders = await openTextEncoders(sessions, files.textEncoder, (session) =>
      resting.encoders.push(session),
    )
    const condition = createTextConditioning(tokenizer, encoders)
    // The text that warming up needs is encoded now: a text encoder that rests is not in memory while the UNet is opened, which takes the most.
    if (options.warmUp) await condition('', 0)
    for (const session of resting.encoders) await session.rest()
    const unetSession = await sessions.openAdaptable(files.unet, 'unet', () => ({}))
    const unet = createUnet(unetSession)
    const decoderRests = await sessions.rests(files.vaeDecoder)
    // While the UNet rests there is room for what the decoder would otherwise give back after each picture.
    const decoderSession = await sessions.open(files.vaeDecoder, 'vae_decoder', () => ({
      givesBack: decoderRests && !unetSession.resting,
    }))
    const vaeDecoder = createVaeDecoder(decoderSession, files.vaeScalingFactor)
    resting.unet.push(unetSession)
    resting.decoder.push(decoderSession)
    const parts = {
      files,
      device: sessions.device,
      unet,
      vaeDecoder,
      condition,
      conditionPart: createPromptConditioning(tokenizer.special, encoders),
      tokenizer,
    }
    const rest: Model['rest'] = async (which) => {
      for (const session of resting[which]) await session.rest()
    }
    if (options.warmUp) {
      await warmUp(parts)
      await rest('encoders')
      await rest('decoder')
    }
    const { safetyChecker: checker } = files
    const { tinyDecoder: tiny } = files
    const tinyKeepsLittle = await sessions.rests(files.unet)
    let tinyDecoder: Promise<VaeDecoder> | undefined
    const openTiny = async ({ graph, scalingFactor }: NonNullable<typeof tiny>) => {
      const session = await sessions.open(graph, 'vae_decoder_tiny', () => ({ givesBack: tinyKeepsLittle }))
      return createVaeDecoder(session, scalingFactor, 'vae_decoder_tiny')
    }
    const share = createCleanShare(files.schedulerConfig)
    const judgesPreviews = checker === undefined || !(await sessions.rests(checker))
    let vaeEncoder: VaeEncoder | undefined
    let safetyChecker: SafetyChecker | undefined
    return {
      ...parts,
      rest,
      adaptable: (part) => (part === 'unet' ? unetSession.adaptable() : encoders.adaptable()),
      loras: new LoraSets(async (part) => (part === 'unet' ? unetSession.adaptable() : encoders.adaptable())),
      checkSize: createSizeCheck(files, unet),
      previews: tiny
        ? createTinyPreviews(share, () => (tinyDecoder ??= openTiny(tiny)))
        : createPreviews(share, files.latentColours),
      async tinyDecoder() {
        return tiny && (tinyDecoder ??= openTiny(tiny))
      },
      judgesPreviews,
      async vaeEncoder() {
        if (!files.vaeEncoder) {
          throw new PaintError(
            'bad_model',
            `${path} has no vae_encoder/model.onnx, so it can't start from an image.`,
          )
        }
        if (vaeEncoder) return vaeEncoder
        const session = await sessions.open(files.vaeEncoder, 'vae_encoder', frugally)
        vaeEncoder = createVaeEncoder(session, files.vaeScalingFactor)
        resting.encoders.push(session)
        return vaeEncoder
      },
      async safetyChecker() {
        if (safetyChecker || !files.safetyChecker) return safetyChecker
        const session = await sessions.open(files.safetyChecker, 'safety_checker', frugally)
        safetyChecker = createSafetyChecker(session)
        resting.decoder.push(session)
        return safetyChecker
      },
      loadSeconds: (performance.now() - started) / 1000,
      loadBytes: process.memoryUsage.rss() - before,
      close: () => sessions.close(),
    }
  } catch (error) {
    await sessions.close()
    throw error
  }
}
