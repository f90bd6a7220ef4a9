import { readdir, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { readEmbedding, type Embedding } from './read-embedding.ts'

/** Extensions of textual inversions: safetensors, and what torch.save writes. */
const extensions = new Set(['.safetensors', '.pt', '.bin'])

/** A folder deeper than this is none that somebody sorted embeddings into. */
const mostLevels = 4

/** One that can't be read is known by its name, so that a prompt that names it can be told why. */
export type FoundEmbedding =
  | Embedding
  | { readonly name: string; readonly vectors: 1; readonly fault: string }

export function isEmbedding(found: FoundEmbedding): found is Embedding {
  return !('fault' in found)
}

const known = new Map<string, { state: string; found: FoundEmbedding }>()

/**
 * The textual inversions in a folder and the folders in it, sorted by name. New and changed files are seen at the next call; the
 * others are not read again. A folder that isn't there has none.
 */
export async function findEmbeddingFiles(folder: string): Promise<FoundEmbedding[]> {
  const found: FoundEmbedding[] = []
  for (const path of await filesIn(folder, mostLevels)) {
    const { name, ext } = parse(path)
    if (!extensions.has(ext.toLowerCase())) continue
    const info = await stat(path).catch(() => undefined)
    if (!info) continue
    const state = `${info.size} ${info.mtimeMs}`
    const before = known.get(path)
    if (before?.state === state) {
      found.push(before.found)
      continue
    }
    const embedding = await readEmbedding(name, path).catch((error: unknown): FoundEmbedding => {
      if (!(error instanceof PaintError)) throw error
      return { name, vectors: 1, fault: error.message }
    })
    known.set(path, { state, found: embedding })
    found.push(embedding)
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function filesIn(folder: string, levels: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(levels > 1 ? await filesIn(path, levels - 1) : []))
    else files.push(path)
  }
  return files
}
