import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { REST } from '@discordjs/rest'
import type { Config } from '#core/config.ts'
import { reasonOf } from '#core/errors.ts'
import { connectDatabase } from '#db/connect.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import { restOptions } from '#delivery/rest-options.ts'
import type { Logger } from '#process/logger.ts'
import { reachDatabase, reachRedis } from '#start/reach-servers.ts'

/** Something that painting needs besides a device. */
export interface Examined {
  ok: boolean
  /** What it is, or what is wrong with it and what to do. */
  says: string
}

export type ExaminedServers = Record<'database' | 'queue' | 'store' | 'discord', Examined>

/** Asks what the settings name; nothing is changed there. */
export async function examineServers(config: Config, logger: Logger): Promise<ExaminedServers> {
  const [database, queue, store, discord] = await Promise.all([
    examine(async () => {
      if (config.databaseUrl === undefined) return `built in, its files in ${config.dataDir}`
      const connected = connectDatabase(config.databaseUrl, { maxConnections: 1 })
      try {
        await reachDatabase(connected, logger)
        return 'DATABASE_URL answers'
      } finally {
        await connected.close()
      }
    }),
    examine(async () => {
      if (config.redisUrl === undefined) return 'in the database'
      await reachRedis(config.redisUrl, logger)
      return 'REDIS_URL answers'
    }),
    examine(async () => {
      await mkdir(config.dataDir, { recursive: true })
      await access(config.dataDir, constants.W_OK)
      const { bavail, bsize } = await statfs(config.dataDir)
      return `${config.dataDir}, ${((bavail * bsize) / 1e9).toFixed(1)} GB free`
    }),
    examine(async () => {
      const { token } = config.discord
      if (token === undefined) return 'emulated, in the browser: there is no DISCORD_TOKEN'
      const { name } = await reachDiscord(new REST(restOptions(config)).setToken(token))
      return `the application ${name}`
    }),
  ])
  return { database, queue, store, discord }
}

async function examine(ask: () => Promise<string>): Promise<Examined> {
  try {
    return { ok: true, says: await ask() }
  } catch (error) {
    return { ok: false, says: reasonOf(error) }
  }
}
