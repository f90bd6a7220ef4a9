import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import { connectDatabase } from '#db/connect.ts'
import { migrate } from '#db/migrate.ts'
import { createLogger } from '#process/logger.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { keepEmbeddedPostgres } from '#start/database.ts'
import { redisAvailable, redisMissing, startRedis } from '#test/support/services/redis.ts'
import { databaseProcesses } from './database-processes.ts'
import { describeMachine, type Machine, machineText } from './machine.ts'
import { measures } from './measures.ts'
import { measureRounds, type RoundMeasured, type RoundsMeasured } from './queue/measure-rounds.ts'
import { percentile } from './statistics.ts'

const optionsSchema = z.object({
  jobs: z.coerce.number().int().min(1),
  rounds: z.coerce.number().int().min(1),
  redis: z.boolean().default(false),
  json: z.boolean().default(false),
})

type QueueMeasured = RoundsMeasured & { machine: Machine; jobs: number; backend: string }

/** `npm run bench -- queue`: what looking after many waiting jobs costs, every three seconds. */
export function queueCommand(): Command {
  const command = new Command('queue')
    .description('rounds of the reconciler while many generations wait')
    .option('--jobs <n>', 'that wait', '10000')
    .option('--rounds <n>', 'in which nothing is to be done', '5')
    .option('--redis', 'jobs are in Redis; it needs redis-server')
  return measures(command, optionsSchema, measureQueue, queueText)
}

async function measureQueue(options: z.infer<typeof optionsSchema>): Promise<QueueMeasured> {
  if (options.redis && !redisAvailable()) throw new PersonError('usage', `${redisMissing}.`)
  const dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-bench-'))
  // Started as root, the database runs as another user, who must be able to pass through.
  await chmod(dataDir, 0o711)
  const logger = createLogger({ name: 'bench', level: 'warn', pretty: false })
  const postgres = await keepEmbeddedPostgres({ dataDir, logger })
  const redis = options.redis ? await startRedis() : undefined
  await migrate(postgres.url)
  const database = connectDatabase(postgres.url)
  try {
    const backend = queueBackend({
      databaseUrl: postgres.url,
      redisUrl: redis?.url,
      installation: 'bench',
    })
    const databasePids = () => databaseProcesses(postgres.folder)
    const measured = await measureRounds({ database, backend, databasePids, logger }, options)
    return { machine: describeMachine(), jobs: options.jobs, backend: backend.kind, ...measured }
  } finally {
    await database.close()
    await redis?.stop()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function queueText({ machine, jobs, backend, steady, lost, moved }: QueueMeasured): string {
  return [
    `${machineText(machine)}; ${jobs} jobs on ${backend}`,
    `a round in which each has its job, medians of ${steady.length}: ${roundText(medians(steady))}`,
    `a round in which none has one: ${roundText(lost)}`,
    `a round in which each is to be moved: ${roundText(moved)}`,
  ].join('\n')
}

const medians = (rounds: readonly RoundMeasured[]): RoundMeasured => ({
  worked: percentile(
    rounds.map(({ worked }) => worked),
    0.5,
  ),
  databaseWorked: percentile(
    rounds.map(({ databaseWorked }) => databaseWorked),
    0.5,
  ),
  took: percentile(
    rounds.map(({ took }) => took),
    0.5,
  ),
})
const ms = (value: number) => `${Math.round(value)} ms`
const roundText = ({ worked, databaseWorked, took }: RoundMeasured) =>
  `worked ${ms(worked)}, the database ${ms(databaseWorked)}; took ${ms(took)}`
