import { readdirSync, readFileSync } from 'node:fs'
import { findFaults } from './find-faults.ts'
import { arrows, packageHomes } from './table.ts'

/** `npm run arrows`: holds every source to the table. */
const notOurs = ['node_modules', 'data', 'models', 'dist']

const faults = findFaults(new Map(sourceFiles('').map((path) => [path, readFileSync(path, 'utf8')])), {
  arrows,
  packageHomes,
})
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1

function sourceFiles(folder: string): string[] {
  return readdirSync(`./${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || notOurs.includes(entry.name)) return []
    const path = `${folder}${entry.name}`
    if (entry.isDirectory()) return sourceFiles(`${path}/`)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}
