import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compiledFolder } from '../../compile/sources.js'

/** From now on processes of ours are started in their compiled form, as people's are: their garbage collector has other settings, too. */
export async function runCompiledSources(): Promise<void> {
  process.env['COMPILED_SOURCES'] = compiledFolder()
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('../../compile/build.js', import.meta.url)),
  ])
}
