import { openModel, type Model, type OpenModelOptions } from './model.ts'

export interface ModelsOptions extends OpenModelOptions {
  /** Opened models are kept up to this many; then the one not used for longest is closed. */
  maxModels: number
}

/** The opened models, by folder. */
export class Models {
  readonly #options: ModelsOptions
  /** In the order of their last use. */
  readonly #models = new Map<string, Promise<Model>>()

  constructor(options: ModelsOptions) {
    this.#options = options
  }

  /** `inUse`: folders of models that must not be closed to make room. @throws PaintError */
  async open(path: string, inUse: ReadonlySet<string>): Promise<Model> {
    const known = this.#models.get(path)
    if (!known) await this.#makeRoom(inUse)
    const model = known ?? openModel(path, this.#options)
    this.#models.delete(path)
    this.#models.set(path, model)
    try {
      return await model
    } catch (error) {
      // The next request may find the folder put right.
      if (this.#models.get(path) === model) this.#models.delete(path)
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

  async #makeRoom(inUse: ReadonlySet<string>): Promise<void> {
    for (const [path, model] of this.#models) {
      if (this.#models.size < this.#options.maxModels) return
      if (inUse.has(path)) continue
      this.#models.delete(path)
      await (await model).close()
    }
  }
}
