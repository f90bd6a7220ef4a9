import { writeFile } from 'node:fs/promises'
import { PersonError, reasonOf } from '#core/errors.ts'

/** @throws PersonError `not_written`: a full disk, a folder that has gone meanwhile */
export async function writeResult(file: string, data: Uint8Array): Promise<void> {
  await writeFile(file, data).catch((cause: unknown) => {
    throw new PersonError('not_written', `${file} could not be written: ${reasonOf(cause)}.`, { cause })
  })
}
