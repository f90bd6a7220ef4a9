/** No answer came in time: it is unknown whether the work was done. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
}

/**
 * Collects the questions that arrive while a call is running, and asks them together in the next call: a burst costs a handful of
 * round trips instead of one each. A single question is asked at once, not in a later `setImmediate`: what is sent from one to a connection that
 * closes in the same turn, postgres.js 3.4 never sends and never answers.
 *
 * `dataloader` collects within a turn, but sends each turn's questions off beside those that are under way: of reservations, which
 * wait for each other's locks, each would hold a connection meanwhile.
 * @param answerAll the answers, in the order of the questions. When it throws, each question is asked on its own, so that one
 *   bad question fails alone
 * @param most questions in one call
 * @param boundMs longest wait for a call, so that later questions don't wait for ever
 */
export function together<Asked, Answer>(
  answerAll: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  { most, boundMs }: { most: number; boundMs: number },
): (asked: Asked) => Promise<Answer> {
  interface Waiting {
    asked: Asked
    resolve: (answer: Answer) => void
    reject: (error: unknown) => void
  }
  const arrived: Waiting[] = []
  let running = false

  const answer = async (some: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await within(boundMs, answerAll(some.map(({ asked }) => asked)))
      if (answers.length !== some.length) throw new Error('not everything that was asked was answered')
      answers.forEach((one, index) => some[index]?.resolve(one))
    } catch (error) {
      if (some.length === 1 || error instanceof NoAnswerError) for (const one of some) one.reject(error)
      else for (const one of some) await answer([one])
    }
  }
  const run = async () => {
    while (arrived.length > 0) await answer(arrived.splice(0, most))
    running = false
  }
  return (asked) =>
    new Promise((resolve, reject) => {
      arrived.push({ asked, resolve, reject })
      if (running) return
      running = true
      void run()
    })
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(`no answer within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([promise, silence])
  } finally {
    clearTimeout(timer)
  }
}
