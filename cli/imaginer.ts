import { createEngine, type Engine } from '#diffusion/engine/engine.ts'
import { loraHash } from '#diffusion/lora/lora-hash.ts'
import { modelHash } from '#diffusion/model/model-hash.ts'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { chooseDevice } from '#diffusion/painter/choose-device.ts'
import { fitting } from '#diffusion/session/fitting-session.ts'
import { openSession } from '#diffusion/session/session.ts'
import { dryRun, tokenizers } from './dry-run.ts'
import { parseImagineOptions } from './imagine-options.ts'
import { jsonLine } from './json-line.ts'
import { paintRequest } from './paint-request.ts'
import { progressBar } from './progress-bar.ts'
import { resolveRequest, type ResolvedRequest } from './resolve-request.ts'
import type { Terminal } from './terminal.ts'
import { timedSessions } from './timed-sessions.ts'

/** Paints one request, unchecked as it was given, and prints what came of it. @throws PersonError or PaintError */
export type Imagine = (options: Record<string, unknown>) => Promise<void>

export interface ImaginerConfig {
  /** The device of requests that name none. */
  device: string
  /** The model of requests that name none. */
  model: string
  modelsDir: string
  /** A VAE for checkpoints. */
  modelVae?: string | undefined
  /** Hashes of large models and what is made once for a GPU are kept in here. */
  dataDir: string
}

/** Paints requests one after the other in this process, with one engine a device, so that each model is loaded once. */
export function createImaginer(
  config: ImaginerConfig,
  json: boolean,
  { print, say, bar: barStream }: Terminal,
): { imagine: Imagine; close(): Promise<void> } {
  const sessions = timedSessions(fitting(openSession, { keptIn: config.dataDir, say }))
  const engines = new Map<string, Engine>()
  const engineOn = (device: string) => {
    const engine =
      engines.get(device) ?? createEngine({ device, warmUp: false, openSession: sessions.openSession })
    engines.set(device, engine)
    return engine
  }
  const tokenizerOf = tokenizers()
  const hashes = new Map<string, Promise<string>>()
  const hashOf = (model: ModelFiles) => {
    const hash = hashes.get(model.path) ?? modelHash(model, config.dataDir)
    // A failure reaches the caller through the promise itself.
    hash.catch(() => {})
    hashes.set(model.path, hash)
    return hash
  }

  const hashesOfLoras = new Map<string, Promise<string>>()
  const loraHashOf = (file: string) => {
    const hash = hashesOfLoras.get(file) ?? loraHash(file)
    hashesOfLoras.set(file, hash)
    return hash
  }

  async function paint(resolved: ResolvedRequest, wanted: string, asJson: boolean): Promise<void> {
    const { request, model, latents, loras } = resolved
    const { device } =
      wanted === 'auto' ? await chooseDevice({ model, keptIn: config.dataDir, say }) : { device: wanted }
    // The hash of gigabytes takes seconds: it is computed while the picture is painted.
    const hash = hashOf(model)
    const loraHashes = await Promise.all(loras.map(({ file }) => loraHashOf(file)))
    const bar = progressBar(barStream)
    const started = performance.now()
    let steps = 0
    try {
      const hashes = { model: hash, loras: loraHashes }
      const painted = await paintRequest(engineOn(device).paint, resolved, hashes, (progress) => {
        steps = progress.steps
        bar.show(progress)
      })
      const parts = sessions.take()
      const seconds = { total: (performance.now() - started) / 1000, ...parts }
      const result = {
        files: painted.files,
        ...(latents !== undefined && { latents }),
        seed: request.seed,
        seeds: painted.seeds,
        seconds,
        unetRuns: painted.rows.run,
        unetRowsFull: painted.rows.full,
        stepsPerSecond: steps / (parts['unet'] ?? NaN),
        model: model.path,
        modelHash: await hash,
        device,
        loras: loras.map(({ name, file, weight, textWeight }, i) => ({
          name,
          file,
          weight,
          text_weight: textWeight,
          hash: loraHashes[i],
        })),
        notes: [...new Set([...resolved.notes, ...painted.notes])],
        embeddings: painted.embeddings,
      }
      bar.end()
      for (const note of painted.notes) say(note)
      if (asJson) print(jsonLine(result))
      else for (const file of painted.files) print(file)
    } finally {
      bar.end()
      sessions.take()
    }
  }

  return {
    async imagine(given) {
      const options = parseImagineOptions(given)
      const resolved = await resolveRequest(options, config)
      for (const note of resolved.notes) say(note)
      const { device = config.device, json: asJson = json } = options
      if (!options['dry-run']) return paint(resolved, device, asJson)
      const plan = await dryRun(options, resolved, device, tokenizerOf)
      for (const note of plan.notes.slice(resolved.notes.length)) say(note)
      print(asJson ? jsonLine(plan) : JSON.stringify(plan, undefined, 2))
    },
    async close() {
      for (const engine of engines.values()) await engine.close()
    },
  }
}
