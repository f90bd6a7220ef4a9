import { z } from 'zod'

/** Pydantic reads "20" as 20, and every field may be null there; clients have come to rely on both. */
export const laxNumber = z.preprocess(
  (value) => (typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value),
  z.number(),
)
export const laxInteger = z.preprocess(
  (value) => (typeof value === 'string' && /^\s*-?\d+(\.0+)?\s*$/.test(value) ? Number(value) : value),
  z.number().int(),
)

const words: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }
export const laxBoolean = z.preprocess(
  (value) =>
    typeof value === 'string' || typeof value === 'number' ? words[String(value).toLowerCase()] : value,
  z.boolean(),
)

/** A field that may be left out or be null, which both mean "not given". */
export function open<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined)
}
