/** Takes the lock on the folder that it is given, says so, and keeps it until it is killed. */
import { lockDataDir } from '#start/data-dir-lock.ts'

await lockDataDir(process.argv[2] ?? '')
process.send?.('held')
setInterval(() => {}, 60_000)
