import type { Processor, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq'

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
