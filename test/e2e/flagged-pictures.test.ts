import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveSettings } from '#db/guild-settings.ts'
import { flaggingModel } from '#test/support/flagging-model.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person } from '#test/support/seen.ts'

let folder = ''
let house: House
let anna: Person
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flagging-'))
  house = await openHouse({ MODEL: await flaggingModel(folder) })
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})

const dragon = { prompt: 'a dragon', size: '64x64', steps: 6 }
const picturesShown = (id: string) =>
  house.emulator.events
    .ofKind('message.edit')
    .filter(({ message }) => message.id === id)
    .flatMap(({ message }) => [
      ...message.attachments,
      ...message.embeds.filter(({ image }) => image !== undefined),
    ])

test('what the safety checker flags is withheld, said and free; its previews are not shown either', async () => {
  const asked = await anna.slash(house.channel, 'imagine', { ...dragon, count: 2 })
  const told = await asked.reply(({ content }) => content.includes('safety checker'), 60_000)
  expect(told.content).toContain('flagged all 2 pictures, so they are withheld. They cost you nothing.')
  expect(told.attachments).toEqual([])
  expect(picturesShown(told.id)).toEqual([])
  // Its person is told first, then it is settled.
  await expect
    .poll(
      () => house.database.sql`
        select g.state, g.failure, q.state as hold, q.pictures from generations g
        join quota_holds q on q.generation_id = g.id where g.message_id = ${told.id}`,
    )
    .toEqual([{ state: 'failed', failure: 'withheld', hold: 'RELEASED', pictures: 0 }])
  expect(await house.database.sql`select id from images`).toEqual([])
})

test('where the server says so, it is posted as a spoiler, and picked pictures are spoilers, too', async () => {
  await saveSettings(house.database.db, house.server.id, { flaggedAsSpoilers: true })
  const done = await (
    await anna.slash(house.channel, 'imagine', { ...dragon, count: 2 })
  ).reply(isDone, 60_000)
  const spoiler = [expect.stringMatching(/^SPOILER_.*\.png$/)]
  expect(done.attachments.map(({ filename }) => filename)).toEqual(spoiler)
  expect(done.embeds[0]).not.toHaveProperty('image')
  expect(picturesShown(done.id)).toHaveLength(1)
  const picked = await (await anna.press(done, 'U2')).reply(isDone, 20_000)
  expect(picked.attachments.map(({ filename }) => filename)).toEqual(spoiler)
})
