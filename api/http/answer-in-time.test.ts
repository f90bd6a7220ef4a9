import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { ApiError } from '#api/contract/api-error.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import { createLogger } from '#process/logger.ts'
import { answerInTime, type NotedAnswer } from './answer-in-time.ts'

const logger = createLogger({ name: 'test', level: 'silent', pretty: false })

function ask(answer: Promise<NotedAnswer>, silentMs: number): Promise<Response> {
  const app = new Hono<ApiEnv>()
  app.get('/', (context) => answerInTime(context, answer, { logger }, silentMs))
  return Promise.resolve(app.request('/'))
}

test('what is there in time is answered as ever', async () => {
  const answer = await ask(Promise.resolve({ body: { painted: true }, notes: ['tiling is ignored'] }), 10_000)
  expect(await answer.text()).toBe('{"painted":true}')
  expect(answer.headers.get('x-dragon-wings-notes')).toBe('tiling is ignored')
})

test('what takes long has its head before, and is JSON all the same, notes or not', async () => {
  let resolve: (answer: NotedAnswer) => void = () => {}
  const answer = await ask(new Promise((resolved) => (resolve = resolved)), 1)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  resolve({ body: { painted: true }, notes: ['tiling is ignored'] })
  const text = await answer.text()
  expect(text).toMatch(/^ +\{/)
  expect(JSON.parse(text)).toEqual({ painted: true })
})

test('what fails after that is told in the body', async () => {
  let reject: (error: Error) => void = () => {}
  const answer = await ask(new Promise((_, rejected) => (reject = rejected)), 1)
  reject(new ApiError(422, 'failed', 'The picture could not be painted.'))
  expect(await answer.json()).toMatchObject({ error: { code: 'failed' } })
})
