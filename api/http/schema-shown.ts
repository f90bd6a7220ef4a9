import { z } from 'zod'

/** A body's schema as JSON Schema: what is sent, before it is read. That an integer is a safe one goes without saying. */
export function schemaShown(schema: z.ZodType): { properties?: object } {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return rest
}
