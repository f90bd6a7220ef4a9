import { pgEnum } from 'drizzle-orm/pg-core'
import { schedulerSlugs } from '#core/schedulers.ts'

export const schedulerSlug = pgEnum('scheduler', schedulerSlugs)
