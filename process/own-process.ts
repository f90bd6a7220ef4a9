import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Set while compiling (compile/build.js): the folder that this code was compiled into. */
declare const compiledInto: string | undefined

/** Flags of V8 for programs that rest most of the time: 16 MB for young objects are too many, and a start's garbage goes (collect-garbage.ts). */
const restful = ['--max-semi-space-size=1', '--expose-gc']
/**
 * What hundreds of requests at once need lives until they are answered: in 1 MB it is copied again and again, which takes a third of their
 * time. `npm run api` has the same flags.
 */
const forBursts = ['--max-semi-space-size=32', '--min-semi-space-size=32', '--expose-gc']
const flagsOf = (source: string) => (source === 'start/api-alone' ? forBursts : restful)

export interface OwnProcess {
  /** What `fork` starts. */
  readonly file: string
  readonly execArgv: string[]
}

/**
 * How another process of ours is started: compiled where this one is, or where `COMPILED_SOURCES` names the folder of the compiled sources
 * (the test suite's); else by tsx from its source.
 * @param source seen from the root of the project, without `.ts`: `bot/main`
 */
export function ownProcess(source: string): OwnProcess {
  const folder = typeof compiledInto === 'undefined' ? process.env['COMPILED_SOURCES'] : compiledInto
  const compiled = folder === undefined ? undefined : join(folder, `${source}.js`)
  // What only tests start is not among the compiled ones.
  if (compiled !== undefined && existsSync(compiled)) {
    return { file: compiled, execArgv: ['--enable-source-maps', ...flagsOf(source)] }
  }
  const root = fileURLToPath(new URL('..', import.meta.url))
  // Resolved here: by its bare name it would be looked for from the working directory.
  return { file: join(root, `${source}.ts`), execArgv: ['--import', import.meta.resolve('tsx')] }
}
