import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compiledFolder, root } from './sources.js'

/** `node compile/run.js start/main`: runs a source in its compiled form, which is made first where a source has changed. */
const [, , entry = 'start/main'] = process.argv
const main = compiled() ? join(compiledFolder(), `${entry}.js`) : join(root, `${entry}.ts`)
process.argv.splice(1, 2, main)
if (main.endsWith('.ts')) await import('tsx')
else process.setSourceMapsEnabled(true)
await import(pathToFileURL(main).href)

/** Whether the compiled form is there now; where its place cannot be written to, the source runs through tsx. */
function compiled() {
  if (existsSync(compiledFolder())) return true
  try {
    const builder = fileURLToPath(new URL('build.js', import.meta.url))
    execFileSync(process.execPath, [builder], { stdio: ['ignore', 2, 2] })
  } catch {
    process.stderr.write(
      'The sources could not be compiled (see above); they run as they are, a little slower.\n',
    )
  }
  return existsSync(compiledFolder())
}
