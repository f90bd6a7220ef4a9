import { expect, test } from 'vitest'
import { wantPreview } from '#db/api-jobs.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { listenForWantedPreviews } from './wanted-previews.ts'

const database = testDatabase()

test('who watches is heard at once, before it is painted too, and is not taken to watch for ever', async () => {
  let now = new Date('2026-11-28T12:00:00Z')
  const previews = await listenForWantedPreviews(database, { now: () => now })
  try {
    expect(previews.isWanted('early')).toBe(false)
    await wantPreview(database.db, 'early')
    await expect.poll(() => previews.isWanted('early')).toBe(true)

    let begun = 0
    const watched = previews.watch('a picture', () => (begun += 1))
    await wantPreview(database.db, 'a picture')
    await expect.poll(() => begun).toBe(1)
    // Who goes on watching begins nothing anew.
    await wantPreview(database.db, 'a picture')
    await wantPreview(database.db, 'another')
    await expect.poll(() => previews.isWanted('another')).toBe(true)
    expect(begun).toBe(1)

    now = new Date('2026-11-28T12:00:06Z')
    expect(previews.isWanted('a picture')).toBe(false)
    await wantPreview(database.db, 'a picture')
    await expect.poll(() => begun).toBe(2)
    watched.done()
  } finally {
    await previews.stop()
  }
})
