import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { findModel } from '#diffusion/model/read-model.ts'
import { measureClients, type ClientsMeasured } from './api/measure-clients.ts'
import { openServedHouse, type ServedHouse } from './api/open-served-house.ts'
import { measureOnePicture, type OnePictureMeasured, type Way } from './api/measure-one-picture.ts'
import { measureMemory, type MemoryMeasured } from './api/measure-memory.ts'
import { measureOwnCost, type OwnCost } from './api/measure-own-cost.ts'
import { openBenchHouse } from './bot/open-house.ts'
import { describeMachine, type Machine, machineText } from './machine.ts'
import { measures, tinyModel, withDevice } from './measures.ts'

const optionsSchema = z.object({
  clients: z.coerce.number().int().min(1).max(1000),
  bursts: z.coerce.number().int().min(0),
  pictures: z.coerce.number().int().min(0),
  beside: z.coerce.number().int().min(0),
  steps: z.coerce.number().int().min(1),
  hostile: z.boolean().default(false),
  model: z.string(),
  device: z.string(),
  json: z.boolean().default(false),
})

interface ApiMeasured {
  machine: Machine
  model: string
  beside?: OwnCost
  one?: OnePictureMeasured
  clients?: ClientsMeasured
  memory?: MemoryMeasured
}

/** `npm run bench -- api`: what the API adds to the engine, with its own processes and database. */
export function apiCommand(config: Config): Command {
  const command = withDevice(
    new Command('api')
      .description(
        'POST /api/generate of many clients while a picture is painted, and the way of one picture less the engine',
      )
      .option('--clients <n>', 'clients who ask at the same moment', '200')
      .option('--bursts <n>', 'one after the other; 0: none', '5')
      .option('--pictures <n>', 'pictures one after the other, for the way of one; 0: none', '10')
      .option(
        '--beside <n>',
        'pictures of a painter that stands in for the engine, computes nothing and leaves what is ours; 0: none',
        '20',
      )
      .option('--steps <n>', 'of each of them: the fewer, the less the engine’s own time varies', '4')
      .option('--hostile', 'instead: the API’s memory while programs send what hurts')
      .option(
        '--model <name|dir>',
        'its speed does not matter here: by default the one that comes with the tests',
        tinyModel,
      ),
    config.device,
  )
  return measures(command, optionsSchema, measureApi, apiText)
}

async function measureApi(options: z.infer<typeof optionsSchema>): Promise<ApiMeasured> {
  const { clients, bursts, pictures, beside, steps, model, device } = options
  const measured: ApiMeasured = { machine: describeMachine(), model }
  if (options.hostile) {
    measured.memory = await inHouse({ model, device }, measureMemory)
    return measured
  }
  if (beside > 0) {
    console.error('what is ours of a picture …')
    const standIn = { model, device: 'cpu', workerMain: 'bench/api/stand-in-worker' }
    measured.beside = await inHouse(standIn, (served) => measureOwnCost(served, beside))
  }
  await inHouse({ model, device }, async (served) => {
    if (pictures > 0) {
      console.error('one picture after the other …')
      measured.one = await measureOnePicture(served, findModel(model, ''), { device, pictures, steps })
    }
    if (bursts > 0) {
      console.error(`${clients} clients at once …`)
      measured.clients = await measureClients(served, { clients, bursts })
    }
  })
  return measured
}

async function inHouse<Measured>(
  options: Parameters<typeof openBenchHouse>[0],
  measure: (served: ServedHouse) => Promise<Measured>,
): Promise<Measured> {
  const house = await openBenchHouse(options)
  const served = await openServedHouse(house, options)
  try {
    return await measure(served)
  } finally {
    await served.close()
    await house.close()
  }
}

const worked = (time: number | undefined) => (time === undefined ? 'an unknown time' : ms(time))
const wayText = ({ total, rest, byImagine }: Way) =>
  `${ms(total)}: ${ms(rest)} beside the engine, ${byImagine.toFixed(2)} times npm run imagine`
const ms = (value: number) => `${Math.round(value)} ms`

function apiText({ machine, model, beside, one, clients, memory }: ApiMeasured): string {
  return [
    `${machineText(machine)}; model ${model}`,
    ...(beside === undefined
      ? []
      : [
          `512x512 beside a painter that computes nothing, medians of ${beside.pictures}: POST /api/generate to the picture in base64 ${ms(beside.own)}, POST /v1/images/generations ${ms(beside.openai)}`,
        ]),
    ...(one === undefined
      ? []
      : [
          `512x512, ${one.steps} steps, medians of ${one.pictures}: the engine alone ${ms(one.engine)}, npm run imagine ${ms(one.imagine)}`,
          `  POST /api/generate to the picture in base64 ${wayText(one.own)}`,
          `  POST /v1/images/generations ${wayText(one.openai)}`,
        ]),
    ...(clients === undefined
      ? []
      : [
          `${clients.clients} clients at the same moment, while a picture is painted; refused ${clients.refused}, pictures ${clients.completed}:`,
          ...clients.bursts.map(
            ({ p50, p99, max, apiWorked, databaseWorked, clientsWorked }) =>
              `  POST answered after p50 ${ms(p50)}, p99 ${ms(p99)}, at most ${ms(max)}; the API worked ${worked(apiWorked)}, the database ${worked(databaseWorked)}, the clients ${ms(clientsWorked)}`,
          ),
        ]),
    ...(memory === undefined ? [] : memoryText(memory)),
  ].join('\n')
}

function memoryText({ before, attacks, after }: MemoryMeasured): string[] {
  const answers = (answered: Record<number, number>) =>
    Object.entries(answered)
      .map(([status, times]) => `${status === '0' ? 'closed' : status}: ${times}`)
      .join(', ')
  return [
    `the API’s memory before ${mb(before)}`,
    ...attacks.map(
      ({ what, most, seconds, answered }) =>
        `  ${what}: at most ${mb(most)}, ${seconds.toFixed(1)} s; answered ${answers(answered)}`,
    ),
    `after ${mb(after)}`,
  ]
}
const mb = (value: number) => `${Math.round(value)} MB`
