import { startEmbeddedPostgres } from '#start/embedded-postgres/embedded-postgres.ts'

/** A process that starts a server in the folder it is given, and then waits to be killed. */
const [dataDir = ''] = process.argv.slice(2)
const { url, pid } = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
process.send?.({ url, pid })
setInterval(() => {}, 60_000)
