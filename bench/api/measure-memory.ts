import { openClient } from './keep-alive-client.ts'
import { hostileRequests } from './hostile-requests.ts'
import type { ServedHouse } from './open-served-house.ts'
import { mostResidentMb, residentMb } from './resident-memory.ts'

/** The API's memory while programs with keys send what hurts. Megabytes, resident; NaN where the system does not tell. */
export interface MemoryMeasured {
  before: number
  attacks: AttackMeasured[]
  /** A moment later. */
  after: number
}

export interface AttackMeasured {
  what: string
  /** The most while it went on. */
  most: number
  seconds: number
  /** How many were answered with which status; 0: the connection was closed. */
  answered: Record<number, number>
}

/** Of each attack, at the same time. */
const bodies = 20
const slowSenders = 200
const wrongRounds = 100
const largestPictures = 8
const jobsOfOne = 1000
const people = 10
const clientsOfOne = 5

const deep = 100_000
const wrongBodies = [
  '{"prompt": NaN}',
  '{"prompt": "x", "steps": NaN}',
  '{"prompt": "x", "guidance": 1e999}',
  '{"prompt": "x", "width": "wide"}',
  '{"prompt": "x", "seed": -7.5}',
  '{"prompt": 7}',
  '{"prompt": ["x"]}',
  'null',
  '[]',
  '',
  `{"prompt": "${'x'.repeat(1_000_000)}"}`,
  `{"prompt": ${'['.repeat(deep)}${']'.repeat(deep)}}`,
]

/** One kind after the other. */
export async function measureMemory(house: ServedHouse): Promise<MemoryMeasured> {
  const hostile = hostileRequests(house.url, await house.key(5000))
  const times = (count: number, one: () => Promise<number>) => async () =>
    Promise.all(Array.from({ length: count }, one))
  const attacks: [what: string, answers: () => Promise<number[]>][] = [
    [
      `${bodies} bodies that say they have 100 MB`,
      times(bodies, () => hostile.pour(`Content-Length: ${100 * 2 ** 20}`)),
    ],
    [
      `${bodies} bodies in chunks without end`,
      times(bodies, () => hostile.pour('Transfer-Encoding: chunked')),
    ],
    [`${slowSenders} bodies of 32 MB, a byte at a time`, times(slowSenders, () => hostile.dribble())],
    [`${wrongRounds * wrongBodies.length} bodies of wrong types`, () => wrongOnes(hostile.post)],
    [`${bodies} pictures that say they are 60000x60000`, times(bodies, () => hostile.giantHeader())],
    [`${bodies} pictures with a text of 100 MB in it`, times(bodies, () => hostile.textBomb())],
    [`${largestPictures} pictures of 5792x5792`, times(largestPictures, () => hostile.largest())],
    [`${people * jobsOfOne} jobs of ${people} people`, () => manyJobs(house)],
  ]
  const before = residentMb(house.apiPid())
  const measured: AttackMeasured[] = []
  for (const [what, answers] of attacks) {
    console.error(`${what} …`)
    const begun = performance.now()
    const answered: Record<number, number> = {}
    const most = await mostResidentMb(house.apiPid(), async () => {
      for (const status of await answers()) answered[status] = (answered[status] ?? 0) + 1
    })
    measured.push({ what, most, seconds: (performance.now() - begun) / 1000, answered })
  }
  return { before, attacks: measured, after: residentMb(house.apiPid()) }
}

async function wrongOnes(post: (body: string) => Promise<number>): Promise<number[]> {
  const answers: number[] = []
  for (let round = 0; round < wrongRounds; round++)
    answers.push(...(await Promise.all(wrongBodies.map(post))))
  return answers
}

async function manyJobs(house: ServedHouse): Promise<number[]> {
  const answers: number[] = []
  const askOn = async (key: string) => {
    const client = await openClient(house.url, key)
    for (let i = 0; i < jobsOfOne / clientsOfOne; i++) {
      const id = await client.generate({ prompt: 'one of many', steps: 1, width: 64, height: 64 })
      answers.push(id === undefined ? 429 : 202)
    }
    client.close()
  }
  const keys = await Promise.all(Array.from({ length: people }, (_, person) => house.key(6000 + person)))
  await Promise.all(keys.flatMap((key) => Array.from({ length: clientsOfOne }, () => askOn(key))))
  return answers
}
