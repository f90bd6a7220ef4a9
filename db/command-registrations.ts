import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { commandRegistrations } from './schema.ts'

export async function registeredHash(
  db: Db,
  applicationId: string,
  scope: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ hash: commandRegistrations.hash })
    .from(commandRegistrations)
    .where(and(eq(commandRegistrations.applicationId, applicationId), eq(commandRegistrations.scope, scope)))
  return row?.hash
}

export async function rememberRegistration(
  db: Db,
  registration: { applicationId: string; scope: string; hash: string },
): Promise<void> {
  await db
    .insert(commandRegistrations)
    .values(registration)
    .onConflictDoUpdate({
      target: [commandRegistrations.applicationId, commandRegistrations.scope],
      set: { hash: registration.hash, registeredAt: sql`now()` },
    })
}
