import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { matchesRoute } from '#discord-emulator/faults.ts'
import { invalidForm, issue } from './form-error.ts'
import type { Issue } from './form-error.ts'

const description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
})
type Description = z.infer<typeof description>

/** Discord's official description of its REST API: https://github.com/discord/discord-api-spec */
function readDescription(): Description {
  const document = description.parse(
    JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')),
  )
  const { schemas } = document.components
  // Two places where the document is stricter than Discord: permissions may be strings
  // (interactions/application-commands#application-command-object), and new files are named by number
  // (reference#uploading-files).
  for (const schema of Object.values(schemas)) {
    const properties = z.looseObject({ properties: z.record(z.string(), z.unknown()) }).safeParse(schema)
    if (properties.success && 'default_member_permissions' in properties.data.properties)
      properties.data.properties['default_member_permissions'] = {
        anyOf: [{ type: ['integer', 'null'] }, { type: 'string', pattern: '^[0-9]+$' }],
      }
    if (properties.success) Object.assign(schema, { properties: properties.data.properties })
  }
  const attachment = z.looseObject({ properties: z.record(z.string(), z.unknown()) })
  for (const name of ['MessageAttachmentRequest'])
    Object.assign(schemas[name] ?? {}, {
      properties: {
        ...attachment.parse(schemas[name]).properties,
        id: { anyOf: [{ type: 'integer', minimum: 0 }, { $ref: '#/components/schemas/SnowflakeType' }] },
      },
    })
  return document
}

/** Compiled once per schema, when first used. */
export class Schemas {
  readonly #document = readDescription()
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor() {
    addFormats.default(this.#ajv)
    this.#ajv.addSchema(this.#document, 'discord')
  }

  /** Whether Discord has this route, even where the emulator has not. */
  hasPath(method: string, path: string): boolean {
    return Object.entries(this.#document.paths).some(
      ([known, methods]) =>
        methods[method.toLowerCase()] !== undefined && matchesRoute(`* ${known}`, method, path),
    )
  }

  /** Checks a body against `#/components/schemas/<name>`; throws 50035 with Discord's nested errors. */
  check(name: string, body: unknown, at: (string | number)[] = []): void {
    let validate = this.#compiled.get(name)
    if (!validate) {
      validate = this.#ajv.compile({ $ref: `discord#/components/schemas/${name}` })
      this.#compiled.set(name, validate)
    }
    if (validate(body)) return
    const issues = issuesOf(validate.errors ?? [])
    throw invalidForm(issues.map((found) => ({ ...found, path: [...at, ...found.path] })))
  }
}

const depth = (error: ErrorObject) => error.instancePath.split('/').length

function issuesOf(errors: readonly ErrorObject[]): Issue[] {
  // A union reports every branch that did not fit; the deepest complaint is the one about what was meant.
  const telling = errors.filter((error) => !['oneOf', 'anyOf', 'if'].includes(error.keyword))
  const pool = telling.length > 0 ? telling : errors
  const notNullBranches = pool.filter((error) => error.params['type'] !== 'null')
  const candidates = notNullBranches.length > 0 ? notNullBranches : pool
  const deepest = Math.max(...candidates.map(depth))
  return candidates
    .filter((error) => depth(error) === deepest || error.keyword === 'required')
    .map((error) => toIssue(error))
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
      return issue(
        path,
        'BASE_TYPE_CHOICES',
        `Value must be one of ${JSON.stringify(params['allowedValues'])}.`,
      )
    case 'format':
      return issue(path, 'BASE_TYPE_BAD_FORMAT', `Not a well formed ${String(params['format'])}.`)
    default:
      return issue(path, 'BASE_TYPE_INVALID', error.message ?? 'Invalid')
  }
}
