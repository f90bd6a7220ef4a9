import { PaintError } from '#diffusion/errors.ts'
import { openModel, type Model, type ModelPlace, type OpenModelOptions } from './model.ts'

export interface ModelsOptions extends OpenModelOptions {
  /** Opened models are kept up to this many; then the one not used for longest is closed. */
  maxModels: number
}

/** Tells opened models apart: one with another VAE is another model. */
export function modelKey({ path, vae }: ModelPlace): string {
  return vae === undefined ? path : `${path}\n${vae}`
}

/** The opened models, by their keys. */
export class Models {
  readonly #options: ModelsOptions
  /** In the order of their last use. */
  readonly #models = new Map<string, Promise<Model>>()

  constructor(options: ModelsOptions) {
    this.#options = options
  }

  /**
   * `inUse`: keys of models that must not be closed to make room.
   * @throws PaintError also where the file of a model in use is another one now: what is opened holds a part of the former
   */
  async open(place: ModelPlace, inUse: ReadonlySet<string>): Promise<Model> {
    const key = modelKey(place)
    await this.#closeChanged(key, inUse)
    const known = this.#models.get(key)
    if (!known) await this.#makeRoom(inUse)
    const model = known ?? openModel(place, this.#options)
    this.#models.delete(key)
    this.#models.set(key, model)
    try {
      return await model
    } catch (error) {
      // The next request may find the folder put right.
      if (this.#models.get(key) === model) this.#models.delete(key)
      throw error
    }
  }

  async close(): Promise<void> {
    const models = [...this.#models.values()]
    this.#models.clear()
    // One that could not be opened has nothing to close.
    for (const model of await Promise.allSettled(models))
      if (model.status === 'fulfilled') await model.value.close()
  }

  /** A checkpoint that was replaced on the disk is another model under the same name. */
  async #closeChanged(key: string, inUse: ReadonlySet<string>): Promise<void> {
    const model = await this.#models.get(key)
    if (!model || (await model.files.unchanged?.()) !== false) return
    if (inUse.has(key)) throw changedInUse(model)
    this.#models.delete(key)
    await model.close()
  }

  async #makeRoom(inUse: ReadonlySet<string>): Promise<void> {
    for (const [key, model] of this.#models) {
      if (this.#models.size < this.#options.maxModels) return
      if (inUse.has(key)) continue
      this.#models.delete(key)
      await (await model).close()
    }
  }
}

/** Checked once all that a request takes out of the file has been taken. @throws PaintError `bad_model` */
export async function requireUnchanged(model: Model): Promise<void> {
  if ((await model.files.unchanged?.()) === false) throw changedInUse(model)
}

function changedInUse({ files }: Model): PaintError {
  return new PaintError('bad_model', `${files.path} was changed while it was in use: try again.`)
}
