import { openModel, type Model, type OpenModelOptions } from './model.ts'

export interface ModelsOptions extends OpenModelOptions {
  /** Opened models are kept up to this many; then the one not used for longest is closed. */
  maxModels: number
}

/** The opened models, by folder. */
export class Models {
  readonly #options: ModelsOptions
  readonly #models = new Map<string, Model>()

  constructor(options: ModelsOptions) {
    this.#options = options
  }

  /** `inUse`: models that must not be closed to make room. @throws PaintError */
  async open(path: string, inUse: ReadonlySet<Model>): Promise<Model> {
    const known = this.#models.get(path)
    if (!known) await this.#makeRoom(inUse)
    const model = known ?? (await openModel(path, this.#options))
    // Inserting again keeps the latest last.
    this.#models.delete(path)
    this.#models.set(path, model)
    return model
  }

  async close(): Promise<void> {
    for (const model of this.#models.values()) await model.close()
    this.#models.clear()
  }

  async #makeRoom(inUse: ReadonlySet<Model>): Promise<void> {
    for (const [path, model] of this.#models) {
      if (this.#models.size < this.#options.maxModels) return
      if (inUse.has(model)) continue
      this.#models.delete(path)
      await model.close()
    }
  }
}
