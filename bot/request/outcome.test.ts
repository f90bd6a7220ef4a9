import type { RepliableInteraction } from 'discord.js'
import { expect, test } from 'vitest'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#process/logger.ts'
import { FileGoneError } from './file-gone.ts'
import { outcomeOf } from './outcome.ts'

const imageId = '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e'
// What the log and the language are taken from.
const interaction = {
  id: '400000000000000001',
  user: { id: '100000000000000001' },
  channelId: '500000000000000001',
  locale: 'en-US',
  customId: `dw1:reroll:${imageId}`,
  isCommand: () => false,
} as unknown as RepliableInteraction

function logged() {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, logger: createLogger({ name: 'test', level: 'info', pretty: false, destination }) }
}

test('a value is itself, and a refusal is its sentence, of which the log has nothing', async () => {
  const { lines, logger } = logged()
  expect(await outcomeOf(interaction, logger, () => Promise.resolve(7))).toEqual({ refused: false, value: 7 })
  const refusal = new PersonError('refused', 'Not today.')
  const it = await outcomeOf(interaction, logger, () => Promise.reject(refusal))
  expect(it).toMatchObject({ refused: true, body: { content: 'Not today.' } })
  expect(lines).toEqual([])
})

test('wherever a file turns out to be gone, the way to paint it again stands below', async () => {
  const { logger } = logged()
  const gone = new FileGoneError(imageId, 'en-US')
  const it = await outcomeOf(interaction, logger, () => Promise.reject(gone))
  expect(JSON.stringify(it)).toContain(`dw1:same_seed:${imageId}`)
})

test('anything else is logged with the reference that its person reads, and with what was pressed', async () => {
  const { lines, logger } = logged()
  const it = await outcomeOf(interaction, logger, () => Promise.reject(new Error('a bug')))
  const [line = ''] = lines
  const { reference } = JSON.parse(line) as { reference: string }
  expect(it.refused && it.body.content).toContain(reference)
  expect(JSON.parse(line)).toMatchObject({
    interaction: interaction.id,
    user: interaction.user.id,
    channel: interaction.channelId,
    component: `dw1:reroll:${imageId}`,
  })
})
