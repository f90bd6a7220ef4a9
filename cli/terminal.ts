import type { Writable } from 'node:stream'

/** A command's environment and output; a test passes its own. */
export interface Terminal {
  env: Record<string, string | undefined>
  /** One line of result. */
  print: (line: string) => void
  /** One line for people, beside the result. */
  say: (line: string) => void
  /** Where a progress bar is drawn; undefined where nobody watches. */
  bar: Writable | undefined
}

export const processTerminal: Terminal = {
  env: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
  bar: process.stderr.isTTY ? process.stderr : undefined,
}
