import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyBinaries, findBinaries, readVersion } from './binaries.ts'

test('a copy of the programs runs where it is, and is made once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dragon-wings-programs-'))
  try {
    const installed = await findBinaries()
    const copy = await copyBinaries(installed, folder)
    expect(copy.postgres.startsWith(folder)).toBe(true)
    expect(existsSync(copy.pg_ctl)).toBe(true)
    expect(await readVersion(copy)).toBe(await readVersion(installed))
    expect(await copyBinaries(installed, folder)).toEqual(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
