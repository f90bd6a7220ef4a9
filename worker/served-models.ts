import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '#core/config.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Paint, PaintRequest } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { findModels } from '#diffusion/model/find-models.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import { modelHash } from '#diffusion/model/model-hash.ts'
import { checkpointVae, findModel, readModel } from '#diffusion/model/read-model.ts'
import type { Logger } from '#process/logger.ts'
import type { GenerationWorker } from '#queue/generation-worker.ts'
import { readModelFacts } from './model-facts.ts'
import { paintInTiles, wholePixelsOf } from './tiles/paint-in-tiles.ts'

/** A model that this worker takes jobs of. */
export interface ServedModel {
  facts: ModelFacts
  place: ModelPlace
  /** Tiles are as large as suits the model. */
  paint: Paint
  hash: Promise<string>
}

type ModelPlaceOfRequest = Pick<PaintRequest, 'model' | 'vae'>
type Settings = Pick<Config, 'model' | 'modelVae' | 'modelsDir' | 'dataDir' | 'upscaleWholePixels'>

/** The models of a worker: the one of MODEL, and all that lie in MODELS_DIR, which may change at any time. */
export class ServedModels {
  readonly #settings: Settings
  readonly #paint: Paint
  readonly #openQueue: (model: string) => GenerationWorker
  readonly #logger: Logger
  readonly #served = new Map<string, ServedModel & { state: string; queue: GenerationWorker }>()
  /** What can't be painted with, by path: the state in which it could not. */
  readonly #refused = new Map<string, string>()
  #takesJobs = false

  constructor(options: {
    settings: Settings
    paint: Paint
    /** The queue of a model, not opened yet. */
    openQueue: (model: string) => GenerationWorker
    logger: Logger
  }) {
    this.#settings = options.settings
    this.#paint = options.paint
    this.#openQueue = options.openQueue
    this.#logger = options.logger
  }

  get facts(): ModelFacts[] {
    return [...this.#served.values()].map(({ facts }) => facts)
  }

  get paths(): { name: string; path: string }[] {
    return [...this.#served].map(([name, { place }]) => ({ name, path: place.path }))
  }

  /** @throws PaintError `bad_model` when it has gone meanwhile */
  get(name: string): ServedModel {
    const model = this.#served.get(name)
    if (!model) throw new PaintError('bad_model', `The model ${name} is not here any more.`)
    return model
  }

  /** How a request of one of the models is painted. */
  paintOf({ model, vae }: ModelPlaceOfRequest): Paint {
    const served = [...this.#served.values()].find(({ place }) => place.path === model && place.vae === vae)
    return served?.paint ?? this.#paint
  }

  /** Looks what there is. Only headers are read, and nothing that has not changed. @returns whether anything is different */
  async look(): Promise<boolean> {
    const { model, modelsDir } = this.#settings
    const own = findModel(model, modelsDir)
    const paths = new Set([own, ...(await findModels(modelsDir))].map((path) => resolve(path)))
    let changed = false
    for (const path of paths) changed = (await this.#take(path)) || changed
    for (const [name, { place, queue }] of this.#served) {
      if (paths.has(place.path)) continue
      this.#served.delete(name)
      changed = true
      this.#logger.info({ model: name }, 'a model has gone')
      await queue.close()
    }
    return changed
  }

  /** Until then it is only known what there is. */
  async takeJobs(): Promise<void> {
    this.#takesJobs = true
    for (const { queue } of this.#served.values()) await queue.ready()
  }

  setSlots(slots: number): void {
    for (const { queue } of this.#served.values()) queue.setSlots(slots)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#served.values()].map(({ queue }) => queue.close()))
  }

  async #take(path: string): Promise<boolean> {
    const { modelVae, modelsDir, dataDir, upscaleWholePixels } = this.#settings
    const vae = checkpointVae(path, modelVae, modelsDir)
    const state = await stateOf(path, vae)
    if (state === undefined || this.#refused.get(path) === state) return false
    const known = [...this.#served.values()].find(({ place }) => place.path === path)
    if (known?.state === state) return false
    let facts: ModelFacts
    try {
      facts = await readModelFacts(path, vae)
    } catch (error) {
      if (!(error instanceof PaintError)) throw error
      this.#refused.set(path, state)
      this.#logger.warn({ path, reason: error.message }, 'a file or folder is no model to paint with')
      return false
    }
    const queue = known?.queue ?? this.#openQueue(facts.name)
    if (!known && this.#served.has(facts.name)) {
      this.#refused.set(path, state)
      this.#logger.warn({ path, model: facts.name }, 'two models have one name: the second is left out')
      return false
    }
    const hash = readModel(path, vae).then((files) => modelHash(files, dataDir))
    // Who wants it hears of a failure.
    hash.catch(() => {})
    const ownSize = { width: facts.width, height: facts.height }
    const paint = paintInTiles(this.#paint, {
      ownSize,
      wholePixels: upscaleWholePixels ?? wholePixelsOf(ownSize),
    })
    if (!known && this.#takesJobs) await queue.ready()
    this.#served.set(facts.name, { facts, place: { path, vae }, paint, hash, state, queue })
    this.#logger.info({ model: facts.name, path }, 'the worker has this model')
    return true
  }
}

/** Another one as soon as a file was written over; a folder's name is enough. */
async function stateOf(path: string, vae: string | undefined): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return undefined
  if (found.isDirectory()) return 'folder'
  // What a site says about it may come later.
  const about = await stat(path.replace(/\.safetensors$/, '.civitai.info')).catch(() => undefined)
  return `${found.size} ${found.mtimeMs} ${vae ?? ''} ${about?.mtimeMs ?? ''}`
}
