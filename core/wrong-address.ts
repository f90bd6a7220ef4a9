import { PersonError } from './errors.ts'

/** @throws {PersonError} `database_address`: the end of a sentence that begins with the variable's name */
export function wrongAddress(what: string): never {
  throw new PersonError('database_address', what)
}
