/** Ends with the npm that started it: says that it began, and that a SIGTERM came. */
import { watchNpmParent } from '#start/npm-parent.ts'

process.on('SIGTERM', () => {
  process.stdout.write('stopped\n')
  process.exit()
})
watchNpmParent()
setInterval(() => {}, 60_000)
process.stdout.write('started\n')
