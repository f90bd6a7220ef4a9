import { index, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { extraNetworkKinds, type Suits } from '#core/extra-networks.ts'
import { bytes } from './columns.ts'

export const extraNetworkKind = pgEnum('extra_network_kind', extraNetworkKinds)

/** LoRA files and embeddings that a worker has. They go with its row in `workers`. */
export const extraNetworks = pgTable(
  'extra_networks',
  {
    workerId: uuid('worker_id').notNull(),
    kind: extraNetworkKind('kind').notNull(),
    name: text('name').notNull(),
    /** Trigger words. */
    words: text('words').notNull(),
    suits: jsonb('suits').$type<Suits>().notNull(),
    about: text('about').notNull().default(''),
    preview: bytes('preview'),
  },
  (t) => [
    primaryKey({ columns: [t.workerId, t.kind, t.name] }),
    index('extra_networks_by_name').on(t.kind, t.name),
  ],
)
