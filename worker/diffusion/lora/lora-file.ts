import { basename } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import {
  readSafetensors,
  readTensors,
  type SafetensorsFile,
} from '#diffusion/safetensors/safetensors-file.ts'
import type { Values } from '#diffusion/session/values.ts'
import { parseLoraKey, type LoraRole } from './lora-key.ts'
import { indexModules, type AdaptablePart, type FoundModule, type LoraTargets } from './module-index.ts'
import { Misfit } from './module-size.ts'
import { notALora } from './not-a-lora.ts'
import { peftScale } from './peft-alphas.ts'
import { readChange, type Tensors } from './read-change.ts'
import { addedVectors } from './vectors.ts'
import type { WeightChange } from './weight-change.ts'

/** What a LoRA file does to one part of a model, at weight 1. */
export interface LoraChanges {
  /** By the layer's name. A file may change one layer twice, under two of its names. */
  readonly weights: ReadonlyMap<string, readonly WeightChange[]>
  /** What is added to biases and to the vectors of normalisations. */
  readonly vectors: ReadonlyMap<string, Float32Array>
}

/** A LoRA file held against a model. */
export interface Lora {
  readonly changes: Readonly<Record<AdaptablePart, LoraChanges>>
  /** How many layers it changes. */
  readonly placed: number
  /** Layers, by the file's own names, that this model has not, or of which the file says too little. */
  readonly unplaced: readonly string[]
  /** What it takes in memory. */
  readonly bytes: number
}

export type AllTargets = Readonly<Record<AdaptablePart, LoraTargets>>

/** The tensors of one layer: their names in the file. */
interface Layer {
  readonly name: string
  readonly part?: AdaptablePart
  readonly tensors: Map<LoraRole, string>
}

/**
 * Reads a LoRA file of any layout. Every scale comes out of its own layer's tensors.
 * @throws PaintError `bad_request`, a sentence that names the file: it is damaged, for another kind of model, or does not fit
 */
export async function readLora(path: string, targets: AllTargets): Promise<Lora> {
  const name = basename(path)
  try {
    const file = await readSafetensors(path)
    const kind = notALora(file)
    if (kind !== undefined) throw new PaintError('bad_request', `${name} ${kind}.`)
    const lora = await place(file, targets)
    if (lora.placed > 0) return lora
    throw new PaintError(
      'bad_request',
      `${name} changes nothing of this model: it is no LoRA, or one for another kind of model.`,
    )
  } catch (cause) {
    if (cause instanceof Misfit) throw new PaintError('bad_request', `${name} ${cause.message}.`, { cause })
    // Whoever reads this may be anywhere: the file's folder is the operator's affair.
    if (cause instanceof PaintError)
      throw new PaintError('bad_request', cause.message.replaceAll(path, name), { cause })
    throw cause
  }
}

async function place(file: SafetensorsFile, targets: AllTargets): Promise<Lora> {
  const index = indexModules(targets)
  const { layers, unknown } = layersOf(file.tensors.keys())
  const unplaced = new Set(unknown)
  const found = new Map<FoundModule, Layer[]>()
  for (const layer of layers) {
    const module = index.find(layer.name, layer.part)
    if (module) found.set(module, [...(found.get(module) ?? []), layer])
    else unplaced.add(layer.name)
  }
  const wanted = [...found.values()].flat().flatMap(({ tensors }) => [...tensors.values()])
  const tensors = await readTensors(file, wanted)
  const scales = {
    unet: peftScale(file.metadata, 'unet'),
    text_encoder: peftScale(file.metadata, 'text_encoder'),
  }
  const changes = { unet: newChanges(), text_encoder: newChanges() }
  let placed = 0
  for (const [{ part, name }, layers] of found)
    for (const layer of layers) {
      const own: Tensors = Object.fromEntries(
        [...layer.tensors].map(([role, tensor]) => [role, tensors.get(tensor)]),
      )
      const target = targets[part].modules.get(name)
      const change = target && readChange(target, own, (rank) => scales[part]?.(name, rank) ?? 1)
      const vectors = addedVectors(name, own, targets[part])
      if (change) changes[part].weights.set(name, [...(changes[part].weights.get(name) ?? []), change])
      for (const [vector, added] of vectors) changes[part].vectors.set(vector, added)
      if (change || vectors.size > 0) placed += 1
      else unplaced.add(layer.name)
    }
  return { changes, placed, unplaced: [...unplaced], bytes: bytesOf(tensors.values()) }
}

function newChanges() {
  return { weights: new Map<string, WeightChange[]>(), vectors: new Map<string, Float32Array>() }
}

/** Tensors by layer; names that are nothing of a LoRA apart. */
function layersOf(keys: Iterable<string>): { layers: Iterable<Layer>; unknown: string[] } {
  const layers = new Map<string, Layer>()
  const unknown: string[] = []
  for (const key of keys) {
    const parsed = parseLoraKey(key)
    if (!parsed) {
      unknown.push(key)
      continue
    }
    const { module: name, part, role } = parsed
    const id = `${part ?? ''} ${name}`
    const layer = layers.get(id) ?? { name, ...(part && { part }), tensors: new Map<LoraRole, string>() }
    layer.tensors.set(role, key)
    layers.set(id, layer)
  }
  return { layers: layers.values(), unknown }
}

function bytesOf(tensors: Iterable<Values>): number {
  let bytes = 0
  for (const { data } of tensors) bytes += data.byteLength
  return bytes
}
