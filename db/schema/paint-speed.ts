import { pgEnum } from 'drizzle-orm/pg-core'
import { speeds } from '#core/speeds.ts'

export const paintSpeed = pgEnum('paint_speed', speeds)
