import type { Caller } from './caller.ts'
import type { Job, JobEvent, JobPicture } from './job.ts'
import type { Order } from './order.ts'

/** Everything that routes do with jobs. Each throws an `ApiError` to refuse; another person's job is none at all. */
export interface Jobs {
  submit(caller: Caller, order: Order): Promise<{ job: Job; repeated: boolean }>
  /** Submits all of the orders, or none. Their places in line are not told. */
  submitAll(caller: Caller, orders: readonly Order[]): Promise<Job[]>
  find(caller: Caller, id: string): Promise<Job>
  /** Ends after an event of a job that has ended; throws the signal's reason. */
  watch(
    caller: Caller,
    id: string,
    options: { previews: boolean; signal: AbortSignal },
  ): AsyncGenerator<JobEvent, void, undefined>
  /** Waits for the end; throws the signal's reason. A caller who goes away cancels nothing by that. */
  finished(caller: Caller, id: string, signal: AbortSignal): Promise<Job>
  /** The PNG of a picture of a job that was found a moment ago. */
  png(picture: Pick<JobPicture, 'id'>): Promise<Uint8Array>
  /** A PNG by its id alone. */
  picture(caller: Caller, pictureId: string): Promise<Uint8Array>
  cancel(caller: Caller, id: string): Promise<Job>
  /** The jobs of the caller's key that wait or are painted, the soonest first. Those of other keys are other programs'. */
  unfinished(caller: Caller): Promise<Job[]>
  /** The newest preview of a job that is painted: a small JPEG. */
  preview(caller: Caller, id: string): Promise<Uint8Array | undefined>
  quota(caller: Caller): Promise<Quota>
}

export interface Quota {
  tier: string
  /** Pictures today where the key belongs, and everywhere. */
  used: number
  limit: number
  left: number
  resetsAt: Date
  waiting: { requests: number; limit: number }
  mostSteps: number
  mostPixels: number
}
