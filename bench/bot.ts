import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { type BurstMeasured, measureBurst } from './bot/measure-burst.ts'
import { measureWay, type WayMeasured } from './bot/measure-way.ts'
import { openBenchHouse } from './bot/open-house.ts'
import { describeMachine, type Machine, machineText } from './machine.ts'
import { measures, tinyModel, withDevice } from './measures.ts'

const optionsSchema = z.object({
  requests: z.coerce.number().int().min(1),
  pictures: z.coerce.number().int().min(1),
  model: z.string(),
  device: z.string(),
  json: z.boolean().default(false),
})

interface BotMeasured {
  machine: Machine
  model: string
  way: WayMeasured
  burst: BurstMeasured
}

/** `npm run bench -- bot`: what the bot adds to the engine, through the emulated Discord, with its own processes and database. */
export function botCommand(config: Config): Command {
  const command = withDevice(
    new Command('bot')
      .description('acknowledgements of a burst of /imagine, and the way of one picture less the engine')
      .option('--requests <n>', 'people who press Enter at the same moment', '200')
      .option('--pictures <n>', 'pictures one after the other, for the way of one', '10')
      .option(
        '--model <name|dir>',
        'its speed does not matter here: by default the one that comes with the tests',
        tinyModel,
      ),
    config.device,
  )
  return measures(command, optionsSchema, measureBot, botText)
}

async function measureBot({
  requests,
  pictures,
  model,
  device,
}: z.infer<typeof optionsSchema>): Promise<BotMeasured> {
  console.error('starting a database, the bot and a worker …')
  const house = await openBenchHouse({ model, device })
  try {
    console.error('one picture after the other …')
    const way = await measureWay(house, model, device, pictures)
    console.error(`${requests} people at once …`)
    const burst = await measureBurst(house, requests)
    return { machine: describeMachine(), model, way, burst }
  } finally {
    await house.close()
  }
}

const ms = (value: number) => `${Math.round(value)} ms`

function botText({ machine, model, way, burst }: BotMeasured): string {
  return [
    `${machineText(machine)}; model ${model}`,
    `From Enter to the picture, median of ${way.pictures}: ${ms(way.total)}, of it the engine ${ms(way.engine)}, the rest ${ms(way.rest)}`,
    `${burst.requests} at the same moment, while a picture is painted: acknowledged after p50 ${ms(burst.p50)}, p99 ${ms(burst.p99)}, at most ${ms(burst.max)}; ` +
      `deferred ${burst.deferred}, lost ${burst.lost}; until then the bot worked ${ms(burst.botCpu ?? NaN)}`,
  ].join('\n')
}
