/** A matrix or convolution of a graph that adapters (LoRA and its kin) can change. */
export interface AdaptableModule {
  /** diffusers' name: `down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q`, `text_model.encoder.layers.0.mlp.fc1`. */
  readonly name: string
  /** Of its weight, as torch has it: `[out, in]` or `[out, in, kh, kw]`. */
  readonly dims: readonly number[]
  readonly index: number
}

/** A bias, or the weight or bias of a norm. */
export interface AdaptableVector {
  /** diffusers' name: `conv_in.bias`, `….norm1.weight`. */
  readonly name: string
  /** Where it stands in the input that holds all vectors, and how many values it has. */
  readonly offset: number
  readonly length: number
}

/** What adapters find in a graph. Keys are names. */
export interface Adaptable {
  readonly modules: ReadonlyMap<string, AdaptableModule>
  readonly vectors: ReadonlyMap<string, AdaptableVector>
  readonly vectorsLength: number
  /** A module's weight in torch's order, float32. @throws PaintError `bad_model` where its file can't be read any more */
  baseWeight(name: string): Promise<Float32Array>
}

/** What is added to a module's weight: a product `up · down`, or all of it. */
export type ModuleDelta =
  | {
      readonly rank: number
      /** `[rank, in · kh · kw]` */
      readonly down: Float32Array
      /** `[out, rank]`, scale and weight in it already. */
      readonly up: Float32Array
    }
  | {
      /** `[out, in · kh · kw]` */
      readonly full: Float32Array
    }

/** What adapters come to for one graph: LoRA files with their weights, added up. */
export interface Adapters {
  readonly modules: ReadonlyMap<string, ModuleDelta>
  /** Added to the vectors of these names. */
  readonly vectors: ReadonlyMap<string, Float32Array>
}
