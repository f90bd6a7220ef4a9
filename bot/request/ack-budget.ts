/** Request and reserve race this: usually they win, and the first answer is the right one. Discord allows 3 s. */
export const ackBudgetMs = 700
/** More than this many at a time are not decided within the budget for certain. */
const mostUndecided = 50

/**
 * How long the first answer may wait for the decision. In a flood it does not wait at all: a thousand deferrals that are sent
 * when the budget of a thousand requests ends come too late for most of them.
 * @param undecided requests that are being decided now
 */
export function ackBudgetFor(undecided: number): number {
  return undecided > mostUndecided ? 0 : ackBudgetMs
}
