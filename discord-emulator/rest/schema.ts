import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { matchesRoute } from '#discord-emulator/faults.ts'
import { readDescription } from './description.ts'
import { invalidForm, issue } from './form-error.ts'
import type { Issue } from './form-error.ts'

/** The description's schemas, each compiled once, when it is first used or at `warm`. */
export class Schemas {
  readonly #description = readDescription()
  readonly #ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
  })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor() {
    addFormats.default(this.#ajv)
    this.#ajv.addSchema({ components: this.#description.components }, 'discord')
  }

  /** Whether Discord has this route, even where the emulator has not. */
  hasPath(method: string, path: string): boolean {
    return Object.entries(this.#description.paths).some(
      ([known, methods]) =>
        methods[method.toLowerCase()] !== undefined && matchesRoute(`* ${known}`, method, path),
    )
  }

  /** Compiles these now, so that no request has to wait for it. */
  warm(names: readonly string[]): void {
    for (const name of names) this.#validator(name)
  }

  /** Checks a body against `#/components/schemas/<name>`; throws 50035 with Discord's nested errors. */
  check(name: string, body: unknown, at: (string | number)[] = []): void {
    const validate = this.#validator(name)
    if (validate(body)) return
    const issues = issuesOf(validate.errors ?? [])
    throw invalidForm(issues.map((found) => ({ ...found, path: [...at, ...found.path] })))
  }

  #validator(name: string): ValidateFunction {
    const known = this.#compiled.get(name)
    if (known) return known
    const compiled = this.#ajv.compile({ $ref: `discord#/components/schemas/${name}` })
    this.#compiled.set(name, compiled)
    return compiled
  }
}

/** Schemas that a click waits for: they are compiled before the first click. */
const urgent = [
  'CreateMessageInteractionCallbackRequest',
  'UpdateMessageInteractionCallbackRequest',
  'ApplicationCommandAutocompleteCallbackRequest',
  'ModalInteractionCallbackRequest',
  'MessageCreateRequest',
  'MessageEditRequestPartial',
  'IncomingWebhookRequestPartial',
  'IncomingWebhookUpdateRequestPartial',
]

let compiled: Schemas | undefined

/** One set a process: a pure function of the description, and the dearest part of a start. */
export function compiledSchemas(): Schemas {
  if (!compiled) {
    compiled = new Schemas()
    compiled.warm(urgent)
  }
  return compiled
}

/** A union complains once for each branch and once more for itself: only what is about the body is kept. */
function issuesOf(errors: readonly ErrorObject[]): Issue[] {
  const telling = errors.filter(
    ({ keyword, params }) => !['oneOf', 'anyOf', 'if'].includes(keyword) && params['type'] !== 'null',
  )
  const kept = telling.length > 0 ? telling : errors
  // Of a union of plain types, the branch that got furthest counts: a text that is too long is no wrong number.
  const better = kept.filter(
    (error) =>
      error.keyword !== 'type' ||
      !kept.some(({ keyword, instancePath }) => keyword !== 'type' && instancePath === error.instancePath),
  )
  return better.map(toIssue)
}

function toIssue(error: ErrorObject): Issue {
  const path = error.instancePath.split('/').slice(1)
  const { params } = error
  const limit = String(params['limit'])
  switch (error.keyword) {
    case 'required':
      return issue(
        [...path, String(params['missingProperty'])],
        'BASE_TYPE_REQUIRED',
        'This field is required',
      )
    case 'maxLength':
    case 'maxItems':
      return issue(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`)
    case 'minLength':
    case 'minItems':
      return issue(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${limit} or more in length.`)
    case 'maximum':
      return issue(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${limit}.`)
    case 'minimum':
      return issue(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${limit}.`)
    case 'enum':
      return issue(path, 'BASE_TYPE_CHOICES', `Value must be one of (${String(params['allowedValues'])}).`)
    case 'format':
      return issue(path, 'BASE_TYPE_BAD_FORMAT', `Not a well formed ${String(params['format'])}.`)
    default:
      return issue(path, 'BASE_TYPE_INVALID', error.message ?? 'Invalid')
  }
}
