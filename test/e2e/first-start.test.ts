import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone } from '#test/support/seen.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.startBot()
})
afterAll(() => house.close())

test('who asks before the very first worker is up gets the picture, not a refusal', async () => {
  const asked = await house.person('anna').slash(house.channel, 'imagine', {
    prompt: 'a dragon',
    steps: 1,
    size: '64x64',
  })
  await house.startWorker()
  const done = await asked.reply(isDone, 30_000)
  expect(done).toMatchObject({ ephemeral: false })
  expect(done.images).toHaveLength(1)
})
