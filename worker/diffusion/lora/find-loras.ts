import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'

/** A LoRA file of the models folder. */
export interface LoraFound {
  /** The file's name without its ending; where two folders have one of that name, the others' have their folder before them. */
  readonly name: string
  readonly file: string
  /** Another one as soon as the file is written over. */
  readonly state: string
}

const ending = '.safetensors'
/** Names stand in menus and in Discord's choices, which hold 100 characters. */
const nameMaxLength = 90

/**
 * All `.safetensors` files of `loras/` and its folders, by name. What can't be read has none; a file that is still being written is
 * found as it is.
 */
export async function findLoras(modelsDir: string): Promise<LoraFound[]> {
  const root = join(modelsDir, 'loras')
  const names = await readdir(root, { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith(ending) && !basename(name).startsWith('.'))
  const found = await Promise.all(
    files
      .toSorted((a, b) => depth(a) - depth(b) || a.localeCompare(b))
      .map(async (path) => {
        const file = join(root, path)
        const stats = await stat(file).catch(() => undefined)
        return stats?.isFile() ? [{ path, file, state: `${stats.size}-${stats.mtimeMs}` }] : []
      }),
  )
  const taken = new Set<string>()
  const loras = found.flat().flatMap(({ path, file, state }) => {
    const bare = basename(path, ending)
    const name = taken.has(bare) ? relative(root, file).slice(0, -ending.length).replaceAll(sep, '/') : bare
    if (taken.has(name) || name.trim() === '' || name.length > nameMaxLength) return []
    taken.add(name)
    return [{ name, file, state }]
  })
  return loras.toSorted((a, b) => a.name.localeCompare(b.name))
}

function depth(path: string): number {
  return path.split(sep).length
}

/** By its name, with or without the ending; upper and lower case count only where two differ in nothing else. */
export function loraNamed<Found extends { name: string }>(
  loras: readonly Found[],
  name: string,
): Found | undefined {
  const bare = name.endsWith(ending) ? name.slice(0, -ending.length) : name
  const lower = bare.toLowerCase()
  return loras.find((lora) => lora.name === bare) ?? loras.find((lora) => lora.name.toLowerCase() === lower)
}
