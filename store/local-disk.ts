import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PictureStore } from './picture-store.ts'

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Pictures as files `<dir>/ab/abcdef….png`, in 256 folders so that none grows too large to list. */
export function localDiskStore(dir: string): PictureStore {
  const pathOf = (id: string) => join(dir, id.slice(0, 2), `${id}.png`)
  return {
    async put(id, png) {
      const path = pathOf(id)
      await mkdir(dirname(path), { recursive: true })
      const temporary = `${path}.${randomUUID()}.tmp`
      const file = await open(temporary, 'wx')
      try {
        await file.writeFile(png)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    },
    async get(id) {
      try {
        return await readFile(pathOf(id))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async remove(id) {
      await rm(pathOf(id), { force: true })
    },
  }
}
