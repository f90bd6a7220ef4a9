import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A Node process of ours, and its memory in bytes. */
export interface NodeProcess {
  /** Its program: "start/main", "painter-process". */
  name: string
  resident: number
  /** Its share of it: pages that several processes have count in parts. */
  proportional: number
}

/** The Node processes below this one and their memory, but for npm; only Linux tells. */
export function nodeProcessesBelow(root: number): NodeProcess[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${entry}/status`))?.[1]
    if (parent !== undefined) parents.set(Number(entry), Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent === root || (parent !== undefined && isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    const [program = '', ...given] = read(`/proc/${pid}/cmdline`).split('\0')
    const script = given.findLast((word) => /\.(ts|js|mjs|cjs)$/.test(word)) ?? ''
    if (!basename(program).startsWith('node') || basename(script).startsWith('npm')) return []
    const bytes = (file: string, field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0) * 1024
    return [
      {
        name: script.split(/[\\/]/).slice(-2).join('/'),
        resident: bytes('status', 'VmRSS'),
        proportional: bytes('smaps_rollup', 'Pss'),
      },
    ]
  })
}

/** Empty where it has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
