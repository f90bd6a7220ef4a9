import { createPostgresBackend, Queue, Worker } from 'bullmq'
import type { PaintQueue, PaintWorker, QueueBackend } from '#queue/backend.ts'

/** Jobs in the schema `bullmq` of our own database, which BullMQ migrates itself. */
export function postgresBackend(databaseUrl: string): QueueBackend {
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
