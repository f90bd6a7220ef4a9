/**
 * What a `PaintError` is about:
 * - `bad_request`: the request can't be painted as it stands (a person changes it);
 * - `bad_model`: a model folder or one of its files is missing, broken or not supported (an operator changes it);
 * - `device`: the device that was asked for can't be had;
 * - `device_full`: it has not enough memory for this;
 * - `aborted`: the caller ended it;
 * - `painter_lost`: the process that painted crashed or hung.
 */
export type PaintErrorCode =
  | 'bad_request'
  | 'bad_model'
  | 'device'
  | 'device_full'
  | 'aborted'
  | 'painter_lost'

/** An error for people: `message` is one clear sentence that says what to do. Every other error is a bug. */
export class PaintError extends Error {
  readonly code: PaintErrorCode

  constructor(code: PaintErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PaintError'
    this.code = code
  }
}
