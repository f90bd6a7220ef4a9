/** More would let a hostile pattern take for ever: each repetition multiplies the work by a name's length. */
const mostRepetitions = 3

/** Names' characters, classes of digits and any character, each perhaps repeated; no groups and no look-arounds. */
const plain = /^\^?(?:(?:[\w-]|\.|\\[.\-_dw])[*+?]?)*\$?$/

/**
 * A key of PEFT's `alpha_pattern`: it holds for a module whose whole name, or whose end after a dot, it matches as a regular
 * expression. Source: `get_pattern_key` of PEFT. Patterns come out of files, so only those are run that can't run away; others
 * hold for the module that is called exactly that.
 */
export function modulePattern(pattern: string): (name: string) => boolean {
  const repetitions = pattern.match(/[*+]/g)?.length ?? 0
  if (!plain.test(pattern) || repetitions > mostRepetitions)
    return (name) => name === pattern || name.endsWith(`.${pattern}`)
  const expression = new RegExp(`(?:.*\\.)?${pattern}$`, 's')
  return (name) => expression.exec(name)?.index === 0
}
