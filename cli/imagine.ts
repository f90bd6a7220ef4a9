/** `npm run imagine`: paints without Discord. */
import { readEnvFile } from '#process/env-file.ts'
import { rerunWithGpuLibraries } from '#diffusion/session/gpu-libraries.ts'
import { runImagine } from './run-imagine.ts'
import { processTerminal } from './terminal.ts'

readEnvFile()
process.exitCode = rerunWithGpuLibraries() ?? (await runImagine(process.argv.slice(2), processTerminal))
