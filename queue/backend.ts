import {
  createPostgresBackend,
  Queue,
  Worker,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq'
import { redisBackend } from './redis-backend.ts'

/** What a job carries: the generation's id, which is its `jobId` too. All else is in Postgres. */
export interface PaintJob {
  generationId: string
}

/** The part of BullMQ's classes that both backends share, whatever type parameters say. */
export type PaintQueue = Pick<Queue<PaintJob>, 'addBulk' | 'remove' | 'getJob' | 'getJobs' | 'close' | 'on'>
export type PaintWorker = Pick<Worker<PaintJob>, 'waitUntilReady' | 'run' | 'close' | 'on' | 'concurrency'>

/** Where jobs live: in our Postgres by default, in Redis when several hosts share the work. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis'
  openQueue(name: string, options: Omit<QueueOptions, 'connection'>): PaintQueue
  openWorker(
    name: string,
    process: Processor<PaintJob, void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): PaintWorker
}

/** `redisUrl` wins; without it jobs live in the schema `bullmq` of the same database, which BullMQ migrates itself. */
export function queueBackend(config: { databaseUrl: string; redisUrl: string | undefined }): QueueBackend {
  return config.redisUrl === undefined ? postgresBackend(config.databaseUrl) : redisBackend(config.redisUrl)
}

function postgresBackend(databaseUrl: string): QueueBackend {
  const connection = { connectionString: databaseUrl, migrate: true, max: 4 }
  return {
    kind: 'postgres',
    openQueue: (name, options) =>
      // The two backends differ in type parameters only; what PaintQueue picks is the same in both.
      new Queue(name, { ...options, connection }, createPostgresBackend) as unknown as PaintQueue,
    openWorker: (name, process, options) =>
      // As above.
      new Worker(name, process, { ...options, connection }, createPostgresBackend) as unknown as PaintWorker,
  }
}
