import { appendFileSync } from 'node:fs'
import { fork } from 'node:child_process'
import { ownProcess } from '#process/own-process.ts'

/** For tests of the supervisor: a child that does what its first argument says, and writes down what happens to it. */
const { CHILD_DOES: does = 'work', CHILD_LOG: log = '' } = process.env
const note = (what: string) => appendFileSync(log, `${what} ${process.pid}\n`)

if (does === 'crash') process.exit(1)
if (does === 'hopeless') process.exit(78)
if (does === 'with-child') {
  const { file, execArgv } = ownProcess('test/support/processes/supervised-child')
  const own = fork(file, { execArgv, env: { ...process.env, CHILD_DOES: 'stubborn' } })
  await new Promise((resolve) => own.once('message', resolve))
}
process.on('SIGINT', () => note('SIGINT'))
process.on('SIGTERM', () => {
  note('SIGTERM')
  if (does !== 'stubborn') process.exit(0)
})
process.on('disconnect', () => {
  if (does !== 'stubborn') process.exit(0)
})
note('ready')
process.send?.({ type: 'ready' })
setInterval(() => {}, 60_000)
