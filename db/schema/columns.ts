import { customType, text, timestamp } from 'drizzle-orm/pg-core'

/** A point in time, read as a `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A Discord id: 64 bits, kept as the text that Discord sends. */
export const snowflake = (name: string) => text(name)

/** Raw bytes. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
