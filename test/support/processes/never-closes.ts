/** A part that runs alone, and never comes to an end of closing. */
import { runProcess } from '#process/run-process.ts'

setInterval(() => {}, 60_000)
const close = () => new Promise<void>(() => process.stdout.write('closing\n'))
await runProcess(() => Promise.resolve({ close }))
process.stdout.write('started\n')
