import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compiledFolder } from '../../../compile/sources.js'

/**
 * From now on processes of ours are started in their compiled form, as people's are: they take a sixth of the time to start, and their
 * garbage collector has the flags that people's have.
 */
export async function startCompiledSources(): Promise<void> {
  process.env['COMPILED_SOURCES'] = compiledFolder()
  const builder = fileURLToPath(new URL('../../../compile/build.js', import.meta.url))
  await promisify(execFile)(process.execPath, [builder])
}
