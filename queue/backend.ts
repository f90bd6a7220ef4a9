import type { Job, Processor, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq'

/** What a job carries: the generation's id, which is its `jobId` too. All else is in Postgres. */
export interface PaintJob {
  generationId: string
}

/** The part of BullMQ's classes that both backends share, without their type parameters. */
export type BullQueue = Pick<Queue<PaintJob>, 'add' | 'addBulk' | 'remove' | 'getJob' | 'close'>
export interface PaintQueue extends BullQueue {
  /**
   * The ids of all jobs that are not finished: with its priority while one waits, without one when it runs, or is next because its
   * worker died. BullMQ's own `getJobs` loads each job with a question of its own; this takes one or two for thousands of jobs.
   */
  priorities(): Promise<Map<string, number | undefined>>
}
export type PaintWorker = Pick<Worker<PaintJob>, 'run' | 'close' | 'concurrency'>

export type OnError = (error: Error) => void
export interface WorkerEvents {
  error: OnError
  failed: (job: Job<PaintJob> | undefined, error: Error) => void
}

/** Where jobs live: in our Postgres by default, in Redis when several hosts share the work. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis'
  /** Rejects when the queue can't be opened now: call again later. An open queue that loses its connection recovers by itself. */
  openQueue(name: string, options: Omit<QueueOptions, 'connection'>, onError: OnError): Promise<PaintQueue>
  /** As `openQueue`. The worker takes jobs from `run` on. */
  openWorker(
    name: string,
    process: Processor<PaintJob, void>,
    options: Omit<WorkerOptions, 'connection'>,
    events: WorkerEvents,
  ): Promise<PaintWorker>
}
