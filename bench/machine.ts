import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { z } from 'zod'

/** Where numbers come from; without it they mean nothing. */
export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  /** Processes that wanted to run over the last minute: beyond the cores, timings are too long. */
  load: number
  node: string
  onnxruntime: string
}

export function describeMachine(): Machine {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    load: loadavg()[0] ?? NaN,
    node: process.version,
    onnxruntime: z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version,
  }
}

/** The most memory a process has had resident, in bytes; only Linux tells it of other processes. */
export function peakMemory(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
