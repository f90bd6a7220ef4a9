const pollMs = 500

/**
 * `npm start`, `npm run bot` and `npm run worker` run us below a shell. A SIGTERM to npm ends that shell, which passes nothing on, so we would run on alone:
 * its end counts as the signal.
 * @returns what ends the watch
 */
export function watchNpmParent(env: NodeJS.ProcessEnv = process.env): () => void {
  // Started in another way, a parent that goes is no word to us: a person may have closed a shell and meant us to stay.
  if (env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return () => {}
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, pollMs)
  timer.unref()
  return () => clearInterval(timer)
}
