import { Writable } from 'node:stream'
import { DiscordAPIError, RateLimitError } from '@discordjs/rest'
import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loggableStack } from './loggable-error.ts'
import { createLogger } from './logger.ts'

const token = 'aW50ZXJhY3Rpb246dG9rZW4'
const prompt = 'a dragon that nobody else may read of'

/** The line that an error becomes. */
function logged(error: unknown): { text: string; err: Record<string, unknown> } {
  let text = ''
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  createLogger({ name: 'test', level: 'info', pretty: false, destination }).error({ err: error }, 'it failed')
  // The logger's own line.
  const line = JSON.parse(text) as { err: Record<string, unknown> }
  return { text, err: line.err }
}

describe('what an error says in the log', () => {
  const webhook = `https://discord.com/api/v10/webhooks/123/${token}/messages/@original`

  test.each([
    ['an edit', webhook],
    ['a follow-up', `https://discord.com/api/v10/webhooks/123/${token}?wait=true`],
    ['a callback', `https://discord.com/api/v10/interactions/123/${token}/callback?with_response=true`],
  ])('of Discord, about %s: where and why, neither the token nor what was sent', (_what, url) => {
    const raw = { code: 10_015, message: 'Unknown Webhook' }
    const { text, err } = logged(
      new DiscordAPIError(raw, 10_015, 404, 'PATCH', url, {
        body: { content: prompt },
        files: [{ name: 'a.png', data: prompt }],
      }),
    )
    expect(text).not.toContain(token)
    expect(text).not.toContain(prompt)
    expect(err).toMatchObject({ code: 10_015, status: 404, method: 'PATCH', message: 'Unknown Webhook' })
    expect(err['url']).toMatch(/\/(webhooks|interactions)\/123\/…/)
  })

  test('of Discord, about a form: which field it finds fault with', () => {
    const errors = {
      content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer' }] },
    }
    const raw = { code: 50_035, message: 'Invalid Form Body', errors }
    const { text } = logged(new DiscordAPIError(raw, 50_035, 400, 'PATCH', webhook, { body: {}, files: [] }))
    expect(text).toContain('BASE_TYPE_MAX_LENGTH')
  })

  test('of a rate limit: without the token in its fields', () => {
    const { text } = logged(
      new RateLimitError({
        timeToReset: 1,
        limit: 5,
        method: 'PATCH',
        hash: 'x',
        url: webhook,
        route: '/webhooks/:id/:token/messages/:id',
        majorParameter: `123:${token}`,
        global: false,
        retryAfter: 1,
        sublimitTimeout: 0,
        scope: 'user',
      }),
    )
    expect(text).not.toContain(token)
  })

  test('of the database: the query and the cause, not its parameters', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint_name: 'generations_idempotency_key',
      detail: `Failing row contains (${token}, ${prompt})`,
    })
    const params = [JSON.stringify([{ prompt, interaction_token: token }])]
    const { text, err } = logged(new DrizzleQueryError('insert into generations select $1', params, cause))
    expect(text).not.toContain(token)
    expect(text).not.toContain(prompt)
    expect(err).toMatchObject({
      message: 'Failed query: insert into generations select $1',
      cause: { message: 'duplicate key', code: '23505', constraint_name: 'generations_idempotency_key' },
    })
    expect(err['stack']).toContain('logger.test.ts')
  })

  test('of several at once: each of them', () => {
    const { err } = logged(new AggregateError([new Error('first'), new Error('second')], 'both'))
    expect(err).toMatchObject({ message: 'both', errors: [{ message: 'first' }, { message: 'second' }] })
  })
})

test('an error that ends a process shows its stacks, and nobody’s words', () => {
  const stack = loggableStack(new DrizzleQueryError('select $1', [prompt], new Error('nobody listens')))
  expect(stack).toMatch(/^Error: Failed query: select \$1\n +at .*\nCaused by: Error: nobody listens\n +at /s)
  expect(stack).not.toContain(prompt)
})
