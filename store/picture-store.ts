/** Where finished pictures are kept, each under its image's UUID. A picture in here is whole: never half a file. */
export interface PictureStore {
  /** The store's place, as people read it in messages. */
  readonly place: string
  /** Keeps a PNG; putting the same id again replaces it. Resolves once it would survive a power cut. */
  put(id: string, png: Uint8Array): Promise<void>
  /** Undefined when there is none (any more). */
  get(id: string): Promise<Buffer | undefined>
  has(id: string): Promise<boolean>
  remove(id: string): Promise<void>
  /** What is kept in one of the store's parts, 0 … `storeParts` − 1, so that a clean-up can go through it bit by bit. */
  files(part: number): Promise<StoredFile[]>
  /** The store's id, undefined while it has none. Processes that read the same id use the same store. */
  marker(): Promise<string | undefined>
  mark(id: string): Promise<void>
}

export const storeParts = 256

export interface StoredFile {
  /** Undefined for a half-written file that a crash left. */
  id: string | undefined
  changedAt: Date
  remove(): Promise<void>
}
