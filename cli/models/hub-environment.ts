import { z } from 'zod'
import { PersonError } from '#core/errors.ts'

const text = z
  .string()
  .transform((value) => (value === '' ? undefined : value))
  .optional()
const environment = z.object({
  HF_TOKEN: text,
  HF_ENDPOINT: text.pipe(
    z
      .url({ protocol: /^https?$/, error: 'HF_ENDPOINT is an address that begins with https://.' })
      .default('https://huggingface.co'),
  ),
})

/**
 * The hub's own variables, as its other tools read them.
 * @throws PersonError `usage`
 */
export function readHubEnvironment(env: Record<string, string | undefined>): {
  hubUrl: string
  token: string | undefined
} {
  const parsed = environment.safeParse(env)
  if (!parsed.success)
    throw new PersonError('usage', parsed.error.issues[0]?.message ?? 'HF_ENDPOINT is wrong.')
  return { hubUrl: parsed.data.HF_ENDPOINT.replace(/\/+$/, ''), token: parsed.data.HF_TOKEN }
}
