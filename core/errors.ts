/**
 * An error meant for a person: what went wrong in one sentence that says what to do.
 * Anything else that is thrown is a bug: it is logged with a reference, and people see only the reference.
 */
export class PersonError extends Error {
  override readonly name = 'PersonError'
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The reason of a failure, for a sentence: some connection errors have a code and no message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' && 'code' in error ? String(error.code) : error.message
}

/** What first went wrong, beneath what was said of it on its way. */
export function rootOf(error: unknown): unknown {
  let root = error
  while (root instanceof Error && root.cause !== undefined) root = root.cause
  return root
}
