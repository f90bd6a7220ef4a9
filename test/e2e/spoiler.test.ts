import { expect, test } from 'vitest'
import { saveSettings } from '#db/guild-settings.ts'
import { openHouse } from '#test/support/house.ts'
import { isDone, settingsUnder } from '#test/support/seen.ts'

test('a server that wants spoilers sees no picture before a click, previews neither; in its language', async () => {
  const house = await openHouse()
  try {
    await saveSettings(house.database.db, house.server.id, { spoiler: true, language: 'de' })
    await house.startWorker()
    await house.startBot()
    const anna = house.person('anna')
    const asked = await anna.slash(house.channel, 'imagine', { prompt: 'a dragon', size: '64x64', steps: 4 })
    const done = await asked.reply(isDone, 30_000)
    expect(done.embeds[0]).not.toHaveProperty('image')
    expect(settingsUnder(done)).toContain('4 Schritte')
    expect(done.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^SPOILER_.*\.png$/),
    ])
    const edits = house.emulator.events.ofKind('message.edit').filter(({ message }) => message.id === done.id)
    expect(edits.flatMap(({ message }) => message.embeds).filter(({ image }) => image)).toEqual([])

    const two = { prompt: 'two dragons', size: '64x64', steps: 1, count: 2 }
    const grid = await (await anna.slash(house.channel, 'imagine', two)).reply(isDone, 30_000)
    const picked = await (await anna.press(grid, 'U2')).reply(isDone)
    expect(picked.content).toContain('Bild 2 aus https')
    expect(picked.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^SPOILER_.*\.png$/),
    ])
  } finally {
    await house.close()
  }
})
