import { fork, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { z } from 'zod'
import { startCompiledSources } from './compiled-sources.ts'
import { startInstallation, type InstallationProcess } from './installation-process.ts'
import { templateDatabase } from './template-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Asked with GET, it answers the address of the run's Postgres, starting it at the first time. */
    postgresStarter: string
    /** Asked with GET, it answers the addresses of the run's `npm start` and of its database (JSON), starting it at the first time. */
    installationStarter: string
  }
}

const started = z.object({ url: z.string() })

/**
 * One Postgres and one installation for the whole run, each started when the first test asks for it: a run of pure unit tests needs none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Where sources may change while tests run, processes run from their sources.
  if (!project.config.watch) await startCompiledSources()
  let child: ChildProcess | undefined
  let url: Promise<string> | undefined
  let installation: Promise<InstallationProcess & { databaseUrl: string }> | undefined
  const startServer = () =>
    new Promise<string>((resolve, reject) => {
      const main = fileURLToPath(new URL('./postgres-server.ts', import.meta.url))
      // A group of its own: at Ctrl-C it stops when the channel closes, after the tests that use it.
      child = fork(main, { execArgv: ['--import', 'tsx'], detached: true })
      child.once('message', (message) => resolve(started.parse(message).url))
      child.once('exit', (code) => reject(new Error(`The test database ended with status ${code}`)))
    })
  const serverUrl = () => (url ??= startServer())
  const install = async () => {
    const server = await serverUrl()
    const database = 'installation'
    const sql = postgres(server, { max: 1, onnotice: () => {} })
    await sql`create database ${sql(database)} template ${sql(templateDatabase)}`
    await sql.end()
    const databaseUrl = new URL(server)
    databaseUrl.pathname = `/${database}`
    return { ...(await startInstallation(databaseUrl.href)), databaseUrl: databaseUrl.href }
  }
  const answers: Record<string, () => Promise<string>> = {
    '/postgres': serverUrl,
    '/installation': async () => JSON.stringify(await (installation ??= install())),
  }
  const http = createServer((request, response) => {
    const answer = answers[request.url ?? '']
    if (answer === undefined) return void response.writeHead(404).end()
    answer().then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('The starter has no port')
  const starter = `http://127.0.0.1:${address.port}`
  project.provide('postgresStarter', `${starter}/postgres`)
  project.provide('installationStarter', `${starter}/installation`)

  return async () => {
    http.close()
    // One that could not be started has nothing to end.
    await (await installation?.catch(() => undefined))?.end()
    if (child?.connected !== true) return
    const exit = once(child, 'exit')
    child.disconnect()
    await exit
  }
}
