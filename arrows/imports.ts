import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'

/**
 * What a source file imports, types included: specifiers as written, each once.
 * @param path decides how the text is read (`.ts` or `.tsx`)
 */
export function importsOf(path: string, text: string): string[] {
  const { module } = parseSync(path, text)
  const constant = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => /^['"](.*)['"]$/.exec(text.slice(start, end))?.[1])
    .filter((specifier) => specifier !== undefined)
  const exported = module.staticExports
    .flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value))
    .filter((specifier) => specifier !== undefined)
  return [
    ...new Set([
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...exported,
      ...constant,
    ]),
  ]
}

/** The file of ours that a specifier names, seen from the root; undefined for a package. */
export function ourFile(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#diffusion/')) return `worker/diffusion/${specifier.slice('#diffusion/'.length)}`
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined
}
