import { statfs } from 'node:fs/promises'
import { PersonError } from '#core/errors.ts'
import { bytesText } from './model-text.ts'

/** @throws PersonError `hub` where the disk of a folder has fewer bytes free */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bytes <= bavail * bsize) return
  throw new PersonError(
    'hub',
    `There is too little room: ${bytesText(bytes)} are needed where ${bytesText(bavail * bsize)} are free (${folder}).`,
  )
}
