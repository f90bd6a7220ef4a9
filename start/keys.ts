/**
 * `npm run keys`: keys of the HTTP API, from the shell of whoever runs the installation. Exit status: 0; 1 for what can't be done; 2 for
 * a usage error.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { apiKeyNameMaxLength, maxApiKeys } from '#core/api-key.ts'
import { type Config, loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '#db/api-keys.ts'
import { readEnvFile } from '#process/env-file.ts'
import { createLogger } from '#process/logger.ts'
import { keyLine, keyObject } from './keys/key-text.ts'
import { withDatabase } from './with-database.ts'

interface CreateOptions {
  user: string
  name: string
  server?: string
  picturesPerDay?: number
  ageRestricted?: true
  json?: true
}

const say = (text: string) => void process.stdout.write(`${text}\n`)
const quiet = () => createLogger({ name: 'keys', level: 'warn' })

try {
  await main(process.argv.slice(2))
} catch (error) {
  const said = error instanceof PersonError || error instanceof CommanderError
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0)
  process.stderr.write(`${said ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = error instanceof CommanderError ? 2 : 1
}

async function main(argv: string[]): Promise<void> {
  readEnvFile()
  const config = loadConfig(process.env)
  const command = new Command('keys')
    .description('Keys with which programs paint for a person.')
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .helpCommand(false)
  command
    .command('create')
    .description('makes a key and prints it, once')
    .requiredOption('--user <id>', 'the Discord id of the person that it acts for', snowflake)
    .requiredOption('--name <text>', 'what it is for', keyName)
    .option(
      '--server <id>',
      'the server whose tiers, quotas and rules hold; direct messages otherwise',
      snowflake,
    )
    .option('--pictures-per-day <n>', 'at most so many with this key', wholeNumber)
    .option('--age-restricted', 'it may use what is for age-restricted channels only')
    .option('--json', 'one JSON object')
    .action((options: CreateOptions) => create(config, options))
  command
    .command('list')
    .description('the keys that work')
    .option('--user <id>', 'of this person only', snowflake)
    .option('--json', 'one JSON object a line')
    .action((options: { user?: string; json?: true }) => list(config, options))
  command
    .command('revoke')
    .description('ends a key, at once')
    .argument('<key>', 'its id, its first characters, or its name')
    .option('--user <id>', 'of this person', snowflake)
    .action((named: string, { user }: { user?: string }) => revoke(config, named, user))
  await command.parseAsync(argv, { from: 'user' })
}

async function create(config: Config, options: CreateOptions): Promise<void> {
  const { user, name, server, picturesPerDay, ageRestricted, json } = options
  const made = await withDatabase(config, quiet(), ({ db }) =>
    createApiKey(db, {
      userId: user,
      name,
      guildId: server ?? null,
      roleIds: [],
      ageRestricted: ageRestricted === true,
      picturesPerDay: picturesPerDay ?? null,
    }),
  )
  if (made === undefined) {
    throw new PersonError(
      'too_many',
      `${user} has ${maxApiKeys} keys already: revoke one that is not used any more.`,
    )
  }
  say(json === true ? JSON.stringify({ key: made.key, ...keyObject(made.row) }) : made.key)
}

async function list(config: Config, { user, json }: { user?: string; json?: true }): Promise<void> {
  const keys = await withDatabase(config, quiet(), ({ db }) => listApiKeys(db, user))
  if (keys.length === 0 && json !== true) say('There are no keys.')
  for (const key of keys) say(json === true ? JSON.stringify(keyObject(key)) : keyLine(key))
}

async function revoke(config: Config, named: string, user: string | undefined): Promise<void> {
  const revoked = await withDatabase(config, quiet(), ({ db }) => revokeApiKey(db, named, user))
  if (revoked === undefined) {
    throw new PersonError(
      'no_key',
      `There is no key, or more than one, called ${named}: "npm run keys -- list" shows their ids.`,
    )
  }
  say(`Revoked: ${keyLine(revoked)}`)
}

function snowflake(text: string): string {
  if (/^\d{17,20}$/.test(text)) return text
  throw new InvalidArgumentError('A Discord id has 17 to 20 digits.')
}

function keyName(text: string): string {
  const name = text.trim()
  if (name.length > 0 && name.length <= apiKeyNameMaxLength) return name
  throw new InvalidArgumentError(`A name has 1 to ${apiKeyNameMaxLength} characters.`)
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (/^\d{1,6}$/.test(text) && number > 0) return number
  throw new InvalidArgumentError('It is a whole number, 1 or more.')
}
