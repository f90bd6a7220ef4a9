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
