import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'
import { listSubjects } from '#core/allow-lists.ts'
import type { Change } from '#core/changes.ts'
import { type CeilingChanges, operatorModes } from '#core/operator.ts'
import { moment, snowflake } from './columns.ts'
import { paintSpeed } from './paint-speed.ts'
import { schedulerSlug } from './scheduler-slug.ts'

export const operatorMode = pgEnum('operator_mode', operatorModes)
export const listSubject = pgEnum('list_subject', listSubjects)
export const tierSubject = pgEnum('tier_subject', ['member', 'role'])

/** What a server's admins chose (core/server-settings.ts says what each means). */
export const guildSettings = pgTable('guild_settings', {
  guildId: snowflake('guild_id').primaryKey(),
  logChannelId: snowflake('log_channel_id'),
  allowedChannelIds: snowflake('allowed_channel_ids')
    .array()
    .notNull()
    .default(sql`'{}'`),
  defaultTier: text('default_tier').notNull().default('free'),
  blockedWords: text('blocked_words')
    .array()
    .notNull()
    .default(sql`'{}'`),
  spoiler: boolean('spoiler').notNull().default(false),
  flaggedAsSpoilers: boolean('flagged_as_spoilers').notNull().default(false),
  privatePictures: boolean('private_pictures').notNull().default(false),
  ageRestrictedOnly: boolean('age_restricted_only').notNull().default(false),
  /** A language's code. Text, so that a further language needs no migration. */
  language: text('language'),
  mostSteps: smallint('most_steps'),
  mostPixels: integer('most_pixels'),
  picturesPerDay: integer('pictures_per_day'),
  waitingPerPerson: integer('waiting_per_person'),
  defaultSteps: smallint('default_steps'),
  defaultGuidance: doublePrecision('default_guidance'),
  defaultWidth: smallint('default_width'),
  defaultHeight: smallint('default_height'),
  defaultScheduler: schedulerSlug('default_scheduler'),
  defaultNegativePrompt: text('default_negative_prompt'),
  defaultSpeed: paintSpeed('default_speed'),
})

/** Tiers that servers define beside the built-in ones. */
export const tiers = pgTable(
  'tiers',
  {
    guildId: snowflake('guild_id').notNull(),
    /** As `tierKey` makes it. */
    name: text('name').notNull(),
    picturesPerDay: integer('pictures_per_day').notNull(),
    steps: smallint('steps').notNull(),
    pixels: integer('pixels').notNull(),
    weight: doublePrecision('weight').notNull(),
    speed: paintSpeed('speed'),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.name] })],
)

/** Which tier a member or a role was given; the name is a built-in tier's or one of this server's. */
export const tierAssignments = pgTable(
  'tier_assignments',
  {
    guildId: snowflake('guild_id').notNull(),
    kind: tierSubject('kind').notNull(),
    subjectId: snowflake('subject_id').notNull(),
    tier: text('tier').notNull(),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.subjectId, t.kind] })],
)

/** Which models and LoRAs a tier, a role or a channel may use (core/allow-lists.ts). */
export const allowLists = pgTable(
  'allow_lists',
  {
    guildId: snowflake('guild_id').notNull(),
    subject: listSubject('subject').notNull(),
    /** A tier's name, or the id of a role or a channel. */
    subjectId: text('subject_id').notNull(),
    /** Null: all. */
    models: text('models').array(),
    loras: text('loras').array(),
  },
  (t) => [primaryKey({ columns: [t.guildId, t.subject, t.subjectId] })],
)

/** Who changed what, and when. Rows are only ever added. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The server that was changed; null for changes of the owners. */
    guildId: snowflake('guild_id'),
    actorId: snowflake('actor_id').notNull(),
    action: text('action').$type<Change['action']>().notNull(),
    /** The member, role, tier or person that it is about. */
    subject: text('subject'),
    before: jsonb('before').$type<Change['before']>(),
    after: jsonb('after').$type<Change['after']>(),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [index('audit_entries_of_guild').on(t.guildId, t.id.desc())],
)

/** People who may not ask for pictures anywhere. */
export const bans = pgTable('bans', {
  userId: snowflake('user_id').primaryKey(),
  reason: text('reason'),
  bannedBy: snowflake('banned_by').notNull(),
  bannedAt: moment('banned_at').notNull().defaultNow(),
})

/** The one row of what the owners decided while everything runs. */
export const operatorState = pgTable(
  'operator_state',
  {
    id: smallint('id').primaryKey().default(1),
    mode: operatorMode('mode').notNull().default('open'),
    reason: text('reason'),
    /** The channel that hears when the queue is empty; null when no drain is underway. */
    tellWhenEmpty: jsonb('tell_when_empty').$type<{
      channelId: string
      locale: string
      interactionId: string
    }>(),
    ceilings: jsonb('ceilings')
      .$type<CeilingChanges>()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [check('operator_state_is_one', sql`${t.id} = 1`)],
)
