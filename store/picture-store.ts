/** Where finished pictures are kept, each under its image's UUID. A picture in here is whole: never half a file. */
export interface PictureStore {
  /** Keeps a PNG; putting the same id again replaces it. Resolves once it would survive a power cut. */
  put(id: string, png: Uint8Array): Promise<void>
  /** Undefined when there is none (any more). */
  get(id: string): Promise<Buffer | undefined>
  remove(id: string): Promise<void>
}
