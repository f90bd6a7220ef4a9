import { PersonError } from '#core/errors.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { Work } from './work.ts'

/**
 * The same work for a press that may repeat another: it may be acknowledged meanwhile, but nothing is done before the database
 * has answered. Drafts and forms don't wait: a draft is confirmed only once anyway, and a form may open twice.
 */
export function afterFirstPress(work: Work, isFirst: Promise<boolean>, locale: string): Work {
  const first = async () => {
    if (!(await isFirst)) throw new PersonError('refused', textsFor(locale).refusals.pressedTwice)
  }
  const once = async <T>(step: () => Promise<T>): Promise<T> => {
    await first()
    return step()
  }
  switch (work.acknowledge) {
    case 'picture':
      return { ...work, request: (terms) => once(() => work.request(terms)) }
    case 'post':
      return { ...work, post: () => once(work.post) }
    case 'private':
      return { ...work, answer: () => once(work.answer) }
    case 'parts':
      return {
        ...work,
        async *parts() {
          await first()
          yield* work.parts()
        },
      }
    case 'update':
      return { ...work, update: () => once(work.update) }
    case 'draft':
    case 'modal':
      return work
  }
}
