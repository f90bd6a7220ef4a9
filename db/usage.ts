import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { quotaHolds } from './schema.ts'

/** Pictures of one server (`dm`: all direct messages) or one person. */
export interface Usage {
  id: string
  pictures: number
}

/** Who has most pictures of a UTC day, delivered and on their way: servers and people, the busiest first. */
export async function usageOf(
  db: Db,
  day: string,
  most: number,
): Promise<{ servers: Usage[]; people: Usage[] }> {
  const busiest = (id: typeof quotaHolds.scope | typeof quotaHolds.userId) => {
    const pictures = sql<number>`sum(${quotaHolds.pictures})::int`
    return db
      .select({ id, pictures })
      .from(quotaHolds)
      .where(and(eq(quotaHolds.day, day), gt(quotaHolds.pictures, 0)))
      .groupBy(id)
      .orderBy(desc(pictures))
      .limit(most)
  }
  const [servers, people] = await Promise.all([busiest(quotaHolds.scope), busiest(quotaHolds.userId)])
  return { servers, people }
}
