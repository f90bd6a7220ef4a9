/** Ends with `late` after `ms`, for a race; it keeps no process alive. */
export async function lateAfter(ms: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref()
  })
}
