/** `npm run imagine`: paints without Discord. */
import { runImagine } from './run-imagine.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await runImagine(process.argv.slice(2), processTerminal)
