import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'

const endings = new Set(['.safetensors', '.pt', '.bin'])

/** Files of `embeddings/` and its folders; the name is the word that stands for it in a prompt. */
export async function findEmbeddings(
  modelsDir: string,
): Promise<{ name: string; file: string; state: string }[]> {
  const root = join(modelsDir, 'embeddings')
  const names = await readdir(root, { recursive: true }).catch(() => [])
  const files = names.filter((name) => endings.has(extname(name)) && !basename(name).startsWith('.'))
  const found = await Promise.all(
    files.map(async (path) => {
      const file = join(root, path)
      const stats = await stat(file).catch(() => undefined)
      const name = basename(path, extname(path))
      return stats?.isFile() ? [{ name, file, state: `${stats.size}-${stats.mtimeMs}` }] : []
    }),
  )
  const all = found.flat().toSorted((a, b) => a.name.localeCompare(b.name))
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i)
}
