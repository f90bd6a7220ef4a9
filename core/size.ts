import { z } from 'zod'

const side = z.int().multipleOf(8).min(64).max(4096)
const sizeSchema = z
  .string()
  .trim()
  .regex(/^\d{2,4}\s*[x×*]\s*\d{2,4}$/i)
  .transform((text) => text.split(/\s*[x×*]\s*/i).map(Number))
  .pipe(z.tuple([side, side]))

/** Width and height in pixels of `512x768`; undefined for what is no size that can be painted. */
export function parseSize(text: string): { width: number; height: number } | undefined {
  const parsed = sizeSchema.safeParse(text)
  return parsed.success ? { width: parsed.data[0], height: parsed.data[1] } : undefined
}
