/**
 * Of many that ask the same at the same time one asks for all. Who comes while it is being asked shares the next answer, which knows of
 * all that happened until they came.
 */
export function shared<Asked, Answer>(
  ask: (asked: Asked) => Promise<Answer>,
  keyOf: (asked: Asked) => string,
): (asked: Asked) => Promise<Answer> {
  const running = new Map<string, { now: Promise<Answer>; next?: Promise<Answer> }>()
  const begin = (key: string, asked: Asked): Promise<Answer> => {
    const one: { now: Promise<Answer>; next?: Promise<Answer> } = { now: ask(asked) }
    running.set(key, one)
    const over = () => {
      if (one.next === undefined) running.delete(key)
    }
    one.now.then(over, over)
    return one.now
  }
  return (asked) => {
    const key = keyOf(asked)
    const one = running.get(key)
    if (one === undefined) return begin(key, asked)
    const again = () => begin(key, asked)
    one.next ??= one.now.then(again, again)
    return one.next
  }
}
