import { PersonError } from '#core/errors.ts'
import type { Database } from '#db/connect.ts'
import { applicationOfInstallation } from '#db/installation.ts'

/**
 * A worker without DISCORD_TOKEN paints for programs alone: it must not take what a bot's people wait for.
 * @throws {PersonError} `discord_token_needed` where the database is a bot's
 */
export async function requireNoBot(database: Pick<Database, 'sql'>): Promise<void> {
  const applicationId = await applicationOfInstallation(database)
  if (applicationId === undefined) return
  throw new PersonError(
    'discord_token_needed',
    `This database belongs to the bot with the application id ${applicationId}: set its DISCORD_TOKEN, with which this worker puts the pictures into its messages.`,
  )
}

/** Hears of a bot that comes to this database later. `came` rejects then, with what its operator can do. */
export function watchForBot(database: Pick<Database, 'sql'>): {
  look(): Promise<void>
  came: Promise<never>
} {
  let tell: (error: PersonError) => void = () => {}
  const came = new Promise<never>((_, reject) => (tell = reject))
  came.catch(() => {})
  return {
    came,
    // A database that is away for a moment says nothing of a bot.
    look: () =>
      requireNoBot(database).catch((error: unknown) => {
        if (error instanceof PersonError) tell(error)
      }),
  }
}
