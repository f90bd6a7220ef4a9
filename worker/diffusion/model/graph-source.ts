import { partBytes } from '#diffusion/session/resting-session.ts'

/** The graph of one part of a model: an `.onnx` file, or one that is made over the weights of a checkpoint. */
export interface GraphSource {
  /** The `.onnx` file, or the file that holds the weights. */
  readonly file: string
  /** Left out where `file` is the graph. */
  readonly made?: MadeGraph
}

export interface MadeGraph {
  /** Of its weights. */
  readonly bytes: number
  /**
   * An `.onnx` file's bytes.
   * @throws PaintError `bad_model` where the weights are not those of such a part, or have changed since the model was read
   */
  make(): Promise<Uint8Array>
}

/** How large its weights are. */
export async function sourceBytes({ file, made }: GraphSource): Promise<number> {
  return made?.bytes ?? (await partBytes(file))
}
