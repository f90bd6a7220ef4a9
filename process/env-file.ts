import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { decodeText } from '#core/decode-text.ts'

/**
 * Reads `.env` of the working directory, if there is one, into the environment; variables that are set already win. Node's own
 * `loadEnvFile` loses the first variable of a file with a byte order mark, and all of them in UTF-16.
 */
export function readEnvFile(file = '.env', env: NodeJS.ProcessEnv = process.env): void {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  for (const [name, value] of Object.entries(parseEnv(decodeText(bytes)))) env[name] ??= value
}
