import { readFileSync, rmSync } from 'node:fs'

/** Each gap between two writes on a picture's way, by what has just been done. */
export const faultPoints = [
  'reserved',
  'acknowledged',
  'marked queued',
  'job added',
  'cancel requested',
  'cancel told',
  'cancel settled',
  'taken over',
  'pictures stored',
  'marked painted',
  'delivered',
  'delivery settled',
  'end told',
  'end settled',
] as const
export type FaultPoint = (typeof faultPoints)[number]

/** Called at each of the points. */
export type AtFaultPoint = (name: FaultPoint) => void

/**
 * A process dies where it calls this, as by `kill -9`, when a test has written that point's name into the file. The file goes
 * first: the next process to be started lives. Without a file nothing happens.
 */
export function faultPointsIn(file: string | undefined): AtFaultPoint {
  if (file === undefined) return () => {}
  return (name) => {
    if (armedFor(file) !== name) return
    rmSync(file, { force: true })
    process.kill(process.pid, 'SIGKILL')
  }
}

function armedFor(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
