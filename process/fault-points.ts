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

/**
 * A process dies here, as by `kill -9`, when a test has written this point's name into the file that `FAULT_POINT_FILE` names.
 * The file goes first: whoever is started next lives. Without that variable this does nothing.
 */
export function faultPoint(name: FaultPoint): void {
  const file = process.env['FAULT_POINT_FILE']
  if (file === undefined || armedFor(file) !== name) return
  rmSync(file, { force: true })
  process.kill(process.pid, 'SIGKILL')
}

function armedFor(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
