import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { upscalerGraph } from '#test/support/onnx/upscaler-graph.ts'
import { redisAvailable, redisMissing, startRedis } from '#test/support/services/redis.ts'
import { parseOptions, tinyModel } from './measures.ts'
import { openBenchHouse } from './bot/open-house.ts'
import { checkPromises } from './chaos/check-promises.ts'
import { strikeAtRandom } from './chaos/strike.ts'
import { openServedHouse } from './api/open-served-house.ts'
import { askApiOnAndOn } from './chaos/ask-api-on-and-on.ts'
import { checkJobs } from './chaos/check-jobs.ts'
import { askOnAndOn } from './chaos/ask-on-and-on.ts'
import { benchUpscaler } from './chaos/programs.ts'

const optionsSchema = z.object({
  seconds: z.coerce.number().int().min(1),
  seed: z.coerce.number().int(),
  redis: z.boolean().default(false),
})

/** `npm run bench -- chaos`: kills everything at random while people ask, then checks what was promised to them. */
export function chaosCommand(config: Config): Command {
  return new Command('chaos')
    .description(
      'kill -9 of bot, API, worker and database at random while people and programs ask; then nobody may have lost a picture',
    )
    .option('--seconds <n>', 'how long', '60')
    .option('--seed <n>', 'of the order of the strikes', '1')
    .option('--redis', 'jobs are in Redis, which is killed as well; it needs redis-server')
    .action(async (given: unknown) => {
      const { seconds, seed, redis: inRedis } = parseOptions(optionsSchema, given)
      if (inRedis && !redisAvailable()) throw new PersonError('usage', `${redisMissing}.`)
      const redis = inRedis ? await startRedis() : undefined
      const modelsDir = await modelsWithUpscaler()
      const house = await openBenchHouse({
        model: tinyModel,
        device: config.device,
        faults: true,
        redisUrl: redis?.url,
        environment: { MODELS_DIR: modelsDir },
      })
      const served = await openServedHouse(house, {
        model: tinyModel,
        device: config.device,
        environment: {
          FAULT_POINT_FILE: house.faultFile,
          MODELS_DIR: modelsDir,
          ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
        },
      })
      try {
        const ends = new AbortController()
        setTimeout(() => ends.abort(), seconds * 1000)
        const [strikes, asked, jobs] = await Promise.all([
          strikeAtRandom({ ...house, api: { pid: () => served.apiPid() } }, redis, seed, ends.signal),
          askOnAndOn(house, ends.signal),
          askApiOnAndOn(served, ends.signal),
        ])
        for (const { at, who, states } of strikes) {
          console.log(`${(at / 1000).toFixed(1)} s: ${who}, while ${JSON.stringify(states)}`)
        }
        const { text, broken } = await checkPromises(house, asked, strikes)
        console.log(text)
        const { text: ofJobs, faults } = await checkJobs(house, jobs)
        console.log(ofJobs)
        for (const fault of faults) console.log(`BROKEN: ${fault}`)
        if (broken || faults.length > 0) throw new Error('a promise was not kept')
      } finally {
        await served.close()
        await house.close()
        await redis?.stop()
        await rm(modelsDir, { recursive: true })
      }
    })
}

/** So that programs have something to enlarge with. */
async function modelsWithUpscaler(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dragon-wings-models-'))
  await mkdir(join(folder, 'upscalers'))
  await writeFile(join(folder, 'upscalers', `${benchUpscaler}.onnx`), upscalerGraph(2))
  return folder
}
