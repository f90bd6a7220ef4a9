import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import type { Logger } from '#process/logger.ts'
import type { ErrorBody } from '#api/contract/api-error.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import { errorBody } from './error-body.ts'
import { jsonBytes } from './json-bytes.ts'
import { notesHeader, notesInHeader } from './notes-header.ts'

/** Proxies close what is silent for a minute (nginx), and Node's fetch waits five for an answer's head. */
const silentMostMs = 45_000

/** What is answered, and what is said of it in a header. */
export interface NotedAnswer {
  body: object
  notes: readonly string[]
}

/**
 * Answers with JSON when it is there. Where that takes long, the head is sent before, and now and then a space, which JSON allows
 * before its value: a picture of some minutes reaches clients that would have given up. What fails after that is told in the body alone, and so
 * are notes: the headers have gone.
 * @throws what `answer` throws until then
 */
export async function answerInTime(
  context: Context<ApiEnv>,
  answer: Promise<NotedAnswer>,
  { logger, errorOf = (body) => body }: { logger: Logger; errorOf?: (body: ErrorBody) => object },
  silentMs = silentMostMs,
): Promise<Response> {
  const first = await Promise.race([answer, silence(silentMs)])
  context.header('Content-Type', 'application/json')
  if (first !== silent) {
    if (first.notes.length > 0) context.header(notesHeader, notesInHeader(first.notes))
    return context.body(jsonBytes(first.body))
  }
  return stream(context, async (written) => {
    const alive = setInterval(() => void written.write(' '), silentMs)
    try {
      await written.write(' ')
      const { body } = await answer
      await written.write(jsonBytes(body))
    } catch (error) {
      await written.write(JSON.stringify(errorOf(errorBody(error, { logger }).body)))
    } finally {
      clearInterval(alive)
    }
  })
}

const silent = Symbol('silent')

async function silence(ms: number): Promise<typeof silent> {
  return new Promise((over) => setTimeout(() => over(silent), ms).unref())
}
