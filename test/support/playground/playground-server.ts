import { serve } from '@hono/node-server'
import { once } from 'node:events'
import { startDiscordEmulator, type DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { PlaygroundBackstage } from '#playground/server/backstage.ts'
import { playgroundRoutes } from '#playground/server/routes.ts'
import { createPlaygroundWorld, type PlaygroundWorld } from '#playground/server/world.ts'
import { startFakeBot } from './fake-bot.ts'

export interface PlaygroundServer {
  url: string
  emulator: DiscordEmulator
  world: PlaygroundWorld
  close(): Promise<void>
}

/** The emulated Discord with the fake bot in it, and the page in front. */
export async function startPlayground(backstage?: PlaygroundBackstage): Promise<PlaygroundServer> {
  const emulator = await startDiscordEmulator()
  const world = createPlaygroundWorld(emulator)
  const routes = await playgroundRoutes({
    emulator,
    world,
    host: '127.0.0.1',
    examples: ['a red dragon over snowy mountains', 'a blue dragon on gold', 'a castle by the sea'],
    ...(backstage === undefined ? {} : { backstage }),
  })
  const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const bot = await startFakeBot(emulator.apiUrl, world.application.token)
  return {
    url: `http://127.0.0.1:${address.port}`,
    emulator,
    world,
    async close() {
      await bot.destroy()
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
      await emulator.close()
    },
  }
}
