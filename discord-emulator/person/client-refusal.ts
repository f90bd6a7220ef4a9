/** What Discord's client says instead of doing something, for those who say it in a language of their own. */
export type ClientRefusalReason =
  | 'no_command'
  | 'greyed_out'
  | 'may_not_write'
  | 'may_not_delete'
  | 'field_required'
  | 'field_too_long'
  | 'field_too_short'
  | 'options_failed'

/** Discord's client would not let this person do that. */
export class ClientRefusal extends Error {
  readonly reason: ClientRefusalReason
  /** What it is about: a button's label, a channel's name, a field's. */
  readonly about: string

  constructor(reason: ClientRefusalReason, about: string, message: string) {
    super(message)
    this.reason = reason
    this.about = about
  }
}
