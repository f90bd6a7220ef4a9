import type { Config } from '#core/config.ts'
import { openingText } from '#core/opening.ts'
import type { Logger } from '#process/logger.ts'
import { liveWorkers } from '#db/workers.ts'
import { inviteLink } from './invite-link.ts'
import type { Everything } from './run-everything.ts'
import { startText, type StartFacts } from './start-text.ts'
import { version } from './version.ts'

/** Says what was found: as a readable text on a terminal, as one line of the log elsewhere. */
export async function announce(everything: Everything, config: Config, logger: Logger): Promise<void> {
  const facts = await collectFacts(everything, config)
  if (process.stdout.isTTY) process.stdout.write(`${startText(facts, { bold: true })}\n`)
  else {
    const opening = facts.workers.find((worker) => worker.opening !== undefined)?.opening
    const page = facts.discord.kind === 'emulated' ? `, page at ${facts.url}` : ''
    const { api, ...logged } = facts
    logger.info(
      logged,
      `Dragon Wings ${version} ${opening ?? 'paints'}${page}, health at ${facts.url}/api/health`,
    )
    // The key of the emulated Discord's own member: whoever starts it has nobody else to ask for one.
    if (api?.key !== undefined) logger.info(`The API is at ${facts.url}/api/docs, a key for it: ${api.key}`)
  }
}

async function collectFacts(everything: Everything, config: Config): Promise<StartFacts> {
  const { url, database, databaseName, queueName, discord, api } = everything
  const workers = await liveWorkers(database.db)
  const { id, name } = discord.application
  return {
    version,
    nodeVersion: process.version,
    url,
    database: databaseName,
    queue: queueName,
    workers: workers.map(({ device, models, slots, opening }) => ({
      device,
      models: models.map((model) => model.name),
      slots,
      ...(opening && { opening: openingText(opening, Date.now()) }),
    })),
    dataDir: config.dataDir,
    api,
    discord:
      discord.kind === 'real'
        ? {
            kind: 'real',
            name,
            applicationId: id,
            inviteLink: inviteLink(id),
            servers:
              config.discord.guildId === undefined ? 'everywhere' : `in ${config.discord.guildId} only`,
          }
        : {
            kind: 'emulated',
            tryIt: discord.tryIt?.(url) ?? '',
            freePicturesPerDay: config.tiers.freePicturesPerDay,
          },
    secondsToReady: performance.now() / 1000,
  }
}
