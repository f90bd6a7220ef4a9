import { posix } from 'node:path'
import { circlesOf } from './circles.ts'
import { importsOf, ourFile } from './imports.ts'

export interface ArrowRules {
  arrows: Readonly<Record<string, readonly string[]>>
  packageHomes: Readonly<Record<string, string>>
}

/**
 * Where the sources (text by path) break the table: an import that no arrow allows, a folder that the table does not know, a package
 * outside its home, a path that climbs (`../`), and circles of files. One sentence each.
 */
export function findFaults(
  sources: ReadonlyMap<string, string>,
  { arrows, packageHomes }: ArrowRules,
): string[] {
  const faults: string[] = []
  const graph = new Map<string, string[]>()
  for (const [path, text] of sources) {
    const free = path.endsWith('.test.ts') || path.startsWith('test/')
    const folder = longestKey(path, arrows)
    const inRoot = !path.includes('/')
    if (folder === undefined && !free && !inRoot)
      faults.push(`${path}: arrows/table.ts does not name its folder.`)
    const files: string[] = []
    for (const specifier of importsOf(path, text)) {
      const home = packageHomes[specifier]
      if (home !== undefined && !free && !path.startsWith(`${home}/`)) {
        faults.push(`${path} imports ${specifier}, which only ${home}/ may.`)
      }
      if (specifier.startsWith('../') && !free) {
        faults.push(`${path} imports ${specifier}: name the folder instead (#folder/…).`)
      }
      const target = ourFile(path, specifier)
      if (target === undefined || !sources.has(target)) continue
      files.push(target)
      if (folder === undefined || free || folder === longestKey(target, arrows)) continue
      if (!(arrows[folder] ?? []).some((allowed) => lies(target, allowed))) {
        faults.push(`${path} imports ${target}: ${folder}/ may not (arrows/table.ts).`)
      }
    }
    graph.set(path, files)
  }
  for (const circle of circlesOf(graph)) faults.push(`A circle: ${[...circle, circle[0]].join(' → ')}.`)
  return faults
}

function longestKey(path: string, arrows: ArrowRules['arrows']): string | undefined {
  const keys = Object.keys(arrows).filter((key) => path.startsWith(`${key}/`))
  return keys.toSorted((a, b) => b.length - a.length)[0]
}

function lies(path: string, folder: string): boolean {
  return folder.endsWith('/*') ? posix.dirname(path) === folder.slice(0, -2) : path.startsWith(`${folder}/`)
}
