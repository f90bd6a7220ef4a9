/** `npm run imagine`: paints without Discord. */
import { readEnvFile } from '#process/env-file.ts'
import { runImagine } from './run-imagine.ts'
import { processTerminal } from './terminal.ts'

readEnvFile()
process.exitCode = await runImagine(process.argv.slice(2), processTerminal)
