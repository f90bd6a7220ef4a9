import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { z } from 'zod'

/** The machine that was measured on: numbers mean nothing without it. */
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

/** One line of what matters for a program that uses all of the machine. */
export function machineText({ cpu, cores, memoryGb, load, node }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, load ${load.toFixed(1)}; Node ${node}`
}

/** Resident memory of a process, in bytes. Mapped pages are those of files (the model's): the system takes them back at no cost. */
export interface Memory {
  peak: number
  /** The most of it that is no file's. */
  peakAnonymous: number
}

/** Watches another process; only Linux tells. */
export function watchMemory(pid: number): { stop(): Memory | undefined } {
  let peakAnonymous = 0
  let peak = 0
  const look = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const bytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024
      peak = bytes('VmHWM')
      peakAnonymous = Math.max(peakAnonymous, bytes('RssAnon'))
    } catch {
      // Another system, or the process has ended.
    }
  }
  const timer = setInterval(look, memoryIntervalMs).unref()
  return {
    stop() {
      clearInterval(timer)
      look()
      return peak > 0 ? { peak, peakAnonymous } : undefined
    },
  }
}

/** A tensor of a large picture lives longer than that. */
const memoryIntervalMs = 50
