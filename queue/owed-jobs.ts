/** Between two attempts to add what is owed. */
const retryMs = 500

export interface OwedJob {
  id: string
  model: string
  priority: number
}

export interface OwedJobs {
  owe(job: OwedJob): void
  forget(id: string): void
  close(): void
}

/**
 * Jobs that a queue which was away did not take: they are added as soon as it is back, where the reconciler's next round would come
 * seconds later. Who dies with jobs owed leaves them to the reconciler.
 */
export function createOwedJobs(add: (job: OwedJob) => Promise<void>): OwedJobs {
  const owed = new Map<string, OwedJob>()
  let trying = false
  const pay = async () => {
    for (const job of owed.values()) {
      await add(job)
      owed.delete(job.id)
    }
  }
  const timer = setInterval(() => {
    if (trying || owed.size === 0) return
    trying = true
    // Still away: the next attempt comes soon, and what is wrong was logged when it was asked for.
    void pay().then(
      () => (trying = false),
      () => (trying = false),
    )
  }, retryMs)
  return {
    owe: (job) => void owed.set(job.id, job),
    forget: (id) => void owed.delete(id),
    close: () => clearInterval(timer),
  }
}
