import { REST } from '@discordjs/rest'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { ownProcess } from '#process/own-process.ts'
import { type House, openHouse } from '#test/support/house.ts'

const ownerId = '100000000000000077'
let house: House
beforeAll(async () => {
  house = await openHouse({ OWNER_IDS: ownerId })
  vi.stubEnv('PAINTER_GATE', gate())
  const rest = new REST(restOptions(house.config)).setToken(house.application.token)
  await deployCommands({ rest, db: house.database.db }, { guildId: undefined, owners: [ownerId] })
  await house.startBot()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await house.close()
})

const gate = () => join(house.config.dataDir, 'gate')

test('while the painter opens its model the bot answers, says what it does, and what is asked for waits', async () => {
  const painter = ownProcess('test/support/processes/gated-painter')
  const worker = await house.startWorker({ painter, openedSoonMs: { cpu: 1, gpu: 1 } })
  expect([worker.isAlive(), worker.takesJobs()]).toEqual([true, false])

  const anna = house.person('anna')
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a red dragon',
    steps: 2,
    size: '64x64',
  })
  expect((await asked.reply()).images).toHaveLength(0)
  const queue = await anna.slash(house.channel, 'queue', {})
  expect(JSON.stringify((await queue.reply()).embeds)).toContain('No painter is up at the moment')

  const owner = house.emulator.person({ id: ownerId, username: 'owner', guilds: [house.server] })
  const status = async () => {
    const shown = await owner.slash(owner.directMessages(house.application), 'owner status', {})
    return JSON.stringify((await shown.reply()).embeds)
  }
  expect(await status()).toMatch(/A painter .* opens its model on cpu: .*, \d+ s so far/)

  await writeFile(gate(), '')
  await anna.sees(house.channel, (message) => message.images.length === 1 && message.buttons.length > 1)
  expect(worker.takesJobs()).toBe(true)
  expect(await status()).toMatch(/1 painter is up/)
  expect(await status()).not.toContain('opens its model')
})
