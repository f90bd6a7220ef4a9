/** Time between two attempts to add the owed jobs. */
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
 * Jobs that could not be added because the queue was away: they are added as soon as it is back, some seconds before the
 * reconciler's next round. Should this process die meanwhile, the reconciler adds them.
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
    // Still away: the next attempt comes soon. The error was logged at the first attempt.
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
