/** What may be started by `compile/run.js`, or forked by what it started: sources without `.ts`, seen from the root. */
export const entries: string[]
/** The root of the project, with a slash at its end. */
export const root: string
/** Where the compiled form of the sources as they are now lies, or will lie. */
export function compiledFolder(): string
