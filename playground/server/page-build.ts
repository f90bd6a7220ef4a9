import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const pageDir = fileURLToPath(new URL('../page/', import.meta.url))
/** Names the versions of what the page is built with. */
const packageFile = new URL('../../package.json', import.meta.url)
const distDir = fileURLToPath(new URL('../dist/', import.meta.url))

export interface PageFile {
  bytes: Uint8Array<ArrayBuffer>
  gzipped: Uint8Array<ArrayBuffer>
  contentType: string
}
/** By path: `index.html`, and assets whose names hold a hash of their content. */
export type Page = Map<string, PageFile>

const contentTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The built page: from `playground/dist` where that was built of the same sources, else built there now (a second). */
export async function loadPage(): Promise<Page> {
  const hash = await sourceHash()
  const folder = join(distDir, hash)
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) {
    await rm(distDir, { recursive: true, force: true })
    await buildInto(folder)
  }
  return readPage(folder)
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(packageFile))
  const entries = await readdir(pageDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(file.slice(pageDir.length)).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

async function buildInto(folder: string): Promise<void> {
  // Loaded when there is something to build: this process stays.
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [join(pageDir, 'main.tsx')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome120', 'firefox121', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    legalComments: 'none',
    logLevel: 'silent',
    outdir: folder,
  })
  // Under a name of its own until it is whole: two starts at once must not read each other's halves.
  const partial = `${folder}.${process.pid}.tmp`
  await mkdir(partial, { recursive: true })
  const names = result.outputFiles.map((file) => file.path.slice(folder.length + 1))
  for (const [index, file] of result.outputFiles.entries())
    await writeFile(join(partial, names[index] ?? ''), file.contents)
  const html = await readFile(join(pageDir, 'index.html'), 'utf8')
  const find = (extension: string) => names.find((name) => name.endsWith(extension)) ?? ''
  await writeFile(
    join(partial, 'index.html'),
    html.replace('main.css', `assets/${find('.css')}`).replace('main.tsx', `assets/${find('.js')}`),
  )
  await writeFile(join(partial, 'icon.svg'), await readFile(join(pageDir, 'icon.svg')))
  await rename(partial, folder).catch(async (error: unknown) => {
    // The other start was quicker.
    if ((await readdir(folder).catch(() => [])).length === 0) throw error
  })
}

async function readPage(folder: string): Promise<Page> {
  const page: Page = new Map()
  for (const name of await readdir(folder)) {
    const bytes = new Uint8Array(await readFile(join(folder, name)))
    const gzipped = new Uint8Array(await promisify(gzip)(bytes, { level: 9 }))
    const contentType = contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    page.set(name, { bytes, gzipped, contentType })
  }
  return page
}
