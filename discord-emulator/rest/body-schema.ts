import type { Schemas } from './schema.ts'

/** A schema of Discord's description, and the same thing as a type. */
export class BodySchema<T> {
  readonly name: string

  /** `name`: as under `#/components/schemas/`. */
  constructor(name: string) {
    this.name = name
  }

  /** Throws 50035 with Discord's nested errors; `at` is where the body lies in the request. */
  parse(schemas: Schemas, body: unknown, at: (string | number)[] = []): T {
    schemas.check(this.name, body, at)
    // The schema was checked in the line above; T is the same thing in TypeScript.
    return body as T
  }
}
