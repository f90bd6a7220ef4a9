import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { markQueued } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import { generations, quotaHolds } from '#db/schema.ts'
import type { DiscordApi, PictureFile } from '#delivery/discord-api.ts'
import type { Paint, PaintRequest } from '#diffusion/contract.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { createLogger } from '#process/logger.ts'
import { localDiskStore } from '#store/local-disk.ts'
import type { PictureStore } from '#store/picture-store.ts'
import type { WorkerDeps } from '#worker/deps.ts'
import { generationRequest, roomyBounds, roomyLimits } from './generation-request.ts'
import { createTestDatabase, type TestDatabase } from './services/postgres.ts'

/** Jobs on a database and a store of their own, painted by whatever a test gives. */
export interface JobsToPaint {
  readonly database: Database
  readonly store: PictureStore
  /** What the message showed in this test, the latest last. */
  readonly shown: { body: MessageBody; files: PictureFile[] }[]
  /** What the painter was asked for in this test. */
  readonly asked: PaintRequest[]
  deps(paint: Paint, change?: Partial<WorkerDeps>): WorkerDeps
  /** A queued generation. @returns its id */
  queued(request: GenerationRequest): Promise<string>
  queuedFour(): Promise<string>
  outcomeOf(id: string): Promise<{ state: string; hold: string; pictures: number } | undefined>
}

const never = new AbortController().signal

/** For the test file that asks for them. */
export function jobsToPaint(): JobsToPaint {
  let open: { testDatabase: TestDatabase; database: Database; dir: string } | undefined
  let shown: JobsToPaint['shown'] = []
  let asked: PaintRequest[] = []
  const opened = () => {
    if (open === undefined) throw new Error('The database opens before the first test.')
    return open
  }
  beforeAll(async () => {
    const testDatabase = await createTestDatabase()
    const database = connectDatabase(testDatabase.url)
    open = { testDatabase, database, dir: await mkdtemp(join(tmpdir(), 'dragon-wings-')) }
  })
  afterAll(async () => {
    await opened().database.close()
    await opened().testDatabase.drop()
    await rm(opened().dir, { recursive: true, force: true })
  })
  beforeEach(() => {
    shown = []
    asked = []
  })
  // The only call that a living token's message needs.
  const api = {
    editOriginal: (_: unknown, body: MessageBody, files: PictureFile[] = []) => {
      shown.push({ body, files })
      return Promise.resolve()
    },
  } as unknown as DiscordApi
  const jobs: JobsToPaint = {
    get database() {
      return opened().database
    },
    get store() {
      return localDiskStore(opened().dir)
    },
    get shown() {
      return shown
    },
    get asked() {
      return asked
    },
    deps: (paint, change = {}) => ({
      db: jobs.database.db,
      api,
      store: jobs.store,
      paint: (request, signal) => {
        asked.push(request)
        return paint(request, signal)
      },
      upscalers: [],
      upscale: () => Promise.reject(new Error('nothing is upscaled here')),
      modelPlace: (name) => ({ path: name }),
      embeddings: 'embeddings',
      modelHash: () => Promise.resolve('abc'),
      lorasOf: () => Promise.resolve({ loras: [], unknown: [], cutRanks: [] }),
      loraHash: () => Promise.resolve('0123456789ab'),
      device: 'cpu',
      clock: systemClock,
      faultPoint: () => {},
      logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
      speedometer: { begin: () => ({ done: () => {}, failed: () => {} }) },
      previews: { isWanted: () => true, watch: () => ({ done: () => {} }) },
      cancellations: { watch: () => ({ cancelled: never, lost: never, done: () => {} }) },
      stopping: never,
      ...change,
    }),
    async queued(request) {
      const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
      const reservation = await reserve(jobs.database.db, request, terms)
      if (reservation.outcome !== 'reserved') throw new Error('not reserved')
      await markQueued(jobs.database.db, reservation.generation.id, '600000000000000001')
      return reservation.generation.id
    },
    queuedFour: () => jobs.queued(generationRequest({ settings: { seed: 40, count: 4 } })),
    async outcomeOf(id) {
      const [row] = await jobs.database.db
        .select({ state: generations.state, hold: quotaHolds.state, pictures: quotaHolds.pictures })
        .from(generations)
        .innerJoin(quotaHolds, eq(quotaHolds.generationId, generations.id))
        .where(eq(generations.id, id))
      return row
    },
  }
  return jobs
}

/** Paints all but the pictures with these seeds, where it fails. */
export const paintingAllBut = (
  seeds: number[],
  error: () => Error = () => new Error('a kernel failed'),
): Paint =>
  async function* (request) {
    for (let index = 0; index < request.count; index++) {
      const seed = request.seed + index
      if (seeds.includes(seed)) throw error()
      const { width, height } = request
      const pixels = { width, height, data: new Uint8Array(width * height * 3).fill(seed) }
      yield await Promise.resolve({ kind: 'picture', index, seed, pixels, latents: new Float32Array() })
    }
  }
