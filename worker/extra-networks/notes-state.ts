import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'

/**
 * Tells of a file what stands beside it under its name (notes, previews): another answer as soon as something there has changed, which may
 * be long after the file came. Each folder is listed once.
 */
export function notesStates(): (file: string) => Promise<string> {
  const listings = new Map<string, Promise<Map<string, string[]>>>()
  const listingOf = (folder: string) => {
    const listing = listings.get(folder) ?? byBareName(folder)
    listings.set(folder, listing)
    return listing
  }
  return async (file) => {
    const folder = dirname(file)
    const beside = (await listingOf(folder)).get(bareName(basename(file))) ?? []
    const states = await Promise.all(
      beside.map(async (name) => {
        const stats = await stat(join(folder, name)).catch(() => undefined)
        return `${name} ${stats?.size} ${stats?.mtimeMs}`
      }),
    )
    return states.join('\n')
  }
}

const noteEndings = /(?:\.preview)?\.(?:json|png|jpe?g|webp)$|\.civitai\.info$/

function bareName(name: string): string {
  return name.slice(0, name.length - extname(name).length)
}

async function byBareName(folder: string): Promise<Map<string, string[]>> {
  const names = await readdir(folder).catch(() => [])
  const notes = names.toSorted((a, b) => a.localeCompare(b)).filter((name) => noteEndings.test(name))
  const byName = new Map<string, string[]>()
  for (const name of notes) {
    const bare = name.replace(noteEndings, '')
    byName.set(bare, [...(byName.get(bare) ?? []), name])
  }
  return byName
}
