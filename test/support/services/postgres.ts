import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { templateDatabase } from './template-database.ts'

export interface TestDatabase {
  readonly url: string
  /** Ends whatever is still connected. */
  drop(): Promise<void>
}

let serverUrl: Promise<string> | undefined

/** A migrated database of this test file's own, on the run's one Postgres. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await testServerUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(url, (sql) => sql`create database ${sql(name)} template ${sql(templateDatabase)}`)
  return {
    url: withDatabase(url, name),
    drop: () => administer(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  }
}

/** An empty database without our tables: for the tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const url = await testServerUrl()
  const name = `empty_${randomBytes(6).toString('hex')}`
  await administer(url, (sql) => sql`create database ${sql(name)}`)
  return {
    url: withDatabase(url, name),
    drop: () => administer(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  }
}

function testServerUrl(): Promise<string> {
  serverUrl ??= fetch(inject('postgresStarter')).then(async (response) => {
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return text
  })
  return serverUrl
}

async function administer(url: string, statement: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(withDatabase(url, 'postgres'), { max: 1, onnotice: () => {} })
  try {
    await statement(sql)
  } finally {
    await sql.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
