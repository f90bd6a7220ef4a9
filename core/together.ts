/**
 * Answers what is asked while an answer is on its way together, in the next one: a burst costs a handful of round trips
 * instead of one each. Who asks alone waits for nobody.
 * @param answerAll the answers, in the order of what was asked. Should it throw, each is asked on its own, so that one that
 *   cannot be answered takes no other with it
 * @param most asked in one go
 */
export function together<Asked, Answer>(
  answerAll: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  most: number,
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
      const answers = await answerAll(some.map(({ asked }) => asked))
      if (answers.length !== some.length) throw new Error('not everything that was asked was answered')
      answers.forEach((one, index) => some[index]?.resolve(one))
    } catch (error) {
      const [only, ...others] = some
      if (others.length === 0) only?.reject(error)
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
