import { REST } from '@discordjs/rest'
import { expect, test } from 'vitest'
import { startDiscordEmulator } from '#discord-emulator/emulator.ts'
import { reachDiscord } from './reach-discord.ts'

test('a token that Discord refuses is said with where to get another one; a right one tells its application', async () => {
  const emulator = await startDiscordEmulator()
  const application = emulator.world.createApplication({ name: 'Painter' })
  const rest = () => new REST({ version: '10', api: emulator.apiUrl })
  await expect(reachDiscord(rest().setToken('wrong'))).rejects.toThrow(/DISCORD_TOKEN.*Reset Token/)
  const found = await reachDiscord(rest().setToken(application.token))
  expect(found).toMatchObject({ id: application.id, name: 'Painter' })
  await emulator.close()
  await expect(reachDiscord(rest().setToken(application.token))).rejects.toThrow(/can't be reached/)
})
