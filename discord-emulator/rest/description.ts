import { readFileSync } from 'node:fs'
import { z } from 'zod'

type Node = Record<string, unknown>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const nodes = z.custom<Record<string, Node>>((value) => isNode(value) && Object.values(value).every(isNode))

const document = z.looseObject({
  paths: nodes,
  components: z.looseObject({ schemas: nodes }),
})

/** Discord's official description of its REST API: https://github.com/discord/discord-api-spec */
export type Description = z.infer<typeof document>

/** Reads the description, and makes it say what Discord does, in words that a validator is quick with. */
export function readDescription(): Description {
  const description = document.parse(
    JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')),
  )
  const { schemas } = description.components
  for (const schema of Object.values(schemas)) {
    const rewritten = rewriteNode(schema, schemas)
    for (const key of Object.keys(schema)) delete schema[key]
    Object.assign(schema, rewritten)
  }
  loosen(schemas)
  return description
}

/**
 * Two places where the document is stricter than Discord: permissions may be strings
 * (interactions/application-commands#application-command-object), and new files are named by number
 * (reference#uploading-files).
 */
function loosen(schemas: Record<string, Node>): void {
  for (const schema of Object.values(schemas)) {
    const { properties } = schema
    if (isNode(properties) && 'default_member_permissions' in properties)
      properties['default_member_permissions'] = {
        anyOf: [{ type: ['integer', 'null'] }, { type: 'string', pattern: '^[0-9]+$' }],
      }
  }
  const attachment = schemas['MessageAttachmentRequest']?.['properties']
  if (isNode(attachment))
    attachment['id'] = {
      anyOf: [{ type: 'integer', minimum: 0 }, { $ref: '#/components/schemas/SnowflakeType' }],
    }
}

function rewrite(value: unknown, schemas: Record<string, Node>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, schemas))
  return isNode(value) ? rewriteNode(value, schemas) : value
}

function rewriteNode(schema: Node, schemas: Record<string, Node>): Node {
  // An `enum` beside the `allOf` of the whole list says everything.
  const { allOf, ...others } = schema
  const copy: Node = 'enum' in schema || allOf === undefined ? others : schema
  for (const [key, inner] of Object.entries(copy)) copy[key] = rewrite(inner, schemas)
  const { oneOf, anyOf, ...rest } = copy
  const branches: unknown = oneOf ?? anyOf
  if (!Array.isArray(branches) || branches.length < 2 || !branches.every(isNode)) return copy
  if (branches.every((branch) => 'const' in branch))
    return { ...rest, enum: branches.map((branch) => branch['const']) }
  const kinds = branches.map((branch) => kindOf(branch, schemas))
  if (kinds.includes(undefined) || new Set(kinds).size < kinds.length) return copy
  // The branch is chosen by its `type`, so that errors are about that branch alone.
  return {
    ...rest,
    type: 'object',
    required: ['type'],
    properties: { type: { enum: kinds } },
    allOf: branches.map((branch, index) => ({
      if: { not: { properties: { type: { const: kinds[index] } }, required: ['type'] } },
      else: branch,
    })),
  }
}

/** The one `type` that a branch of a union is for. */
function kindOf(branch: Node, schemas: Record<string, Node>): unknown {
  const { $ref: ref } = branch
  const properties =
    typeof ref === 'string' ? schemas[ref.split('/').at(-1) ?? '']?.['properties'] : undefined
  const type = isNode(properties) ? properties['type'] : undefined
  const kinds = isNode(type) ? type['enum'] : undefined
  return Array.isArray(kinds) && kinds.length === 1 ? kinds[0] : undefined
}
