import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PictureStore } from './picture-store.ts'

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The value of `found`, or `otherwise` where there is no such file. */
async function unlessMissing<T, U>(found: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await found
  } catch (error) {
    if (isMissing(error)) return otherwise
    throw error
  }
}

const markerName = 'store-id'
const pngName = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.png$/

/** Pictures as files `<dir>/ab/abcdef….png`, in 256 folders so that none grows too large to list. */
export function localDiskStore(dir: string): PictureStore {
  const pathOf = (id: string) => join(dir, id.slice(0, 2), `${id}.png`)
  const markerPath = join(dir, markerName)
  return {
    place: dir,
    put: (id, png) => writeWhole(pathOf(id), png),
    get: (id) => unlessMissing(readFile(pathOf(id)), undefined),
    has: (id) =>
      unlessMissing(
        access(pathOf(id)).then(() => true),
        false,
      ),
    async remove(id) {
      await rm(pathOf(id), { force: true })
    },
    async files(part) {
      const folder = join(dir, part.toString(16).padStart(2, '0'))
      const names = await unlessMissing(readdir(folder), [])
      const files = names.map(async (name) => {
        const path = join(folder, name)
        const found = await unlessMissing(stat(path), undefined)
        if (found === undefined) return []
        return [
          { id: pngName.exec(name)?.[1], changedAt: found.mtime, remove: () => rm(path, { force: true }) },
        ]
      })
      return (await Promise.all(files)).flat()
    },
    marker: () =>
      unlessMissing(
        readFile(markerPath, 'utf8').then((text) => text.trim()),
        undefined,
      ),
    mark: (id) => writeWhole(markerPath, Buffer.from(`${id}\n`)),
  }
}

/** A file that is whole or not there, also after a power cut. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  const file = await open(temporary, 'wx')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
