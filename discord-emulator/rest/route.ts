import type { Application } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { unauthorized } from './api-error.ts'
import { invalidForm, issue } from './form-error.ts'
import type { BodySchema } from './body-schema.ts'
import type { UploadedFile } from './body.ts'
import type { Schemas } from './schema.ts'

export interface Answer {
  status: number
  body?: unknown
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }

/** One request to a known route. */
export class RestRequest {
  readonly state: State
  readonly #schemas: Schemas
  readonly #params: Record<string, string>
  readonly query: URLSearchParams
  readonly files: readonly UploadedFile[]
  readonly #json: unknown
  readonly #application: Application | undefined

  constructor(given: {
    state: State
    schemas: Schemas
    params: Record<string, string>
    query: URLSearchParams
    json: unknown
    files: readonly UploadedFile[]
    application: Application | undefined
  }) {
    this.state = given.state
    this.#schemas = given.schemas
    this.#params = given.params
    this.query = given.query
    this.files = given.files
    this.#json = given.json
    this.#application = given.application
  }

  /** A part of the path, as `{name}` in the route. */
  param(name: string): string {
    const value = this.#params[name]
    if (value === undefined) throw new Error(`The route has no {${name}}`)
    return value
  }

  /** The app whose bot token came with the request. Throws 401 without one. */
  get application(): Application {
    if (!this.#application) throw unauthorized()
    return this.#application
  }

  /** The body, once the description's schema has been checked. Throws 50035. */
  body<T>(schema: BodySchema<T>): T {
    return schema.parse(this.#schemas, this.#json ?? {})
  }

  /** A body that is a list, each entry checked. Throws 50035 with the entry's number in the path. */
  bodyList<T>(schema: BodySchema<T>): T[] {
    if (!Array.isArray(this.#json))
      throw invalidForm([issue([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')])
    return this.#json.map((entry, index) => schema.parse(this.#schemas, entry, [index]))
  }

  /** The body before any check, to find out which schema it wants. */
  get rawBody(): unknown {
    return this.#json
  }
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path in the notation of Discord's description: `/channels/{channel_id}/messages`. */
  path: string
  /** `bot`: needs a bot token. `interaction`: the token in the path is enough, and the global limit does not count it. */
  auth: 'bot' | 'interaction'
  handle: (request: RestRequest) => Answer | Promise<Answer>
}
