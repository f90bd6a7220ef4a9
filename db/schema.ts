import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  type Comparison,
  generationStates,
  promptSyntaxes,
  requestSources,
  type Variation,
} from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Opening } from '#core/opening.ts'
import type { PaintNote } from '#core/paint-notes.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { moment, snowflake } from './columns.ts'
import { generationKind } from './draft-schema.ts'
import { paintSpeed } from './paint-speed.ts'
import { schedulerSlug } from './scheduler-slug.ts'

export { paintSpeed, schedulerSlug }
export * from './server-schema.ts'
export * from './draft-schema.ts'
export * from './installation-schema.ts'
export * from './extra-network-schema.ts'
export * from './api-schema.ts'

export const generationState = pgEnum('generation_state', generationStates)
export const promptSyntax = pgEnum('prompt_syntax', promptSyntaxes)
export const requestSource = pgEnum('request_source', requestSources)
export const holdState = pgEnum('hold_state', ['HELD', 'COMMITTED', 'RELEASED'])

/** One request for pictures, from reserve to settle. */
export const generations = pgTable(
  'generations',
  {
    id: uuid('id').primaryKey(),
    state: generationState('state').notNull().default('reserved'),
    kind: generationKind('kind').notNull(),
    /** Where it came from, and where its answer goes. */
    source: requestSource('source').notNull(),
    /** A request that arrives twice is one row. Discord's interaction id, or a draft's id with a number. */
    idempotencyKey: text('idempotency_key').notNull(),
    userId: snowflake('user_id').notNull(),
    /** The API key that asked for its person. */
    apiKeyId: uuid('api_key_id'),
    /** The server; null in a direct message, and for what did not come from Discord. */
    guildId: snowflake('guild_id'),
    /** The Discord columns (channel, application, token, its end, message) are null for other sources (`discord-generation.ts`). */
    channelId: snowflake('channel_id'),
    locale: text('locale').notNull(),
    parentImageId: uuid('parent_image_id'),

    prompt: text('prompt').notNull(),
    negativePrompt: text('negative_prompt').notNull(),
    model: text('model').notNull(),
    steps: smallint('steps').notNull(),
    guidance: doublePrecision('guidance').notNull(),
    width: smallint('width').notNull(),
    height: smallint('height').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    count: smallint('count').notNull(),
    /** The server wants its pictures hidden until somebody clicks on them. */
    spoiler: boolean('spoiler').notNull().default(false),
    /** What the model's safety checker flags is hidden in that way, instead of withheld. */
    flaggedAsSpoilers: boolean('flagged_as_spoilers').notNull().default(false),
    /** Pictures that were painted and, since the checker flagged them, are shown to nobody. */
    withheld: smallint('withheld').notNull().default(0),
    /** What of it could not be painted as it was asked for. */
    notes: jsonb('notes').$type<readonly PaintNote[]>().notNull().default([]),
    /** Its message is for its person alone: only the interaction's token reaches it. */
    private: boolean('private').notNull().default(false),
    scheduler: schedulerSlug('scheduler').notNull(),
    /** Rows from before there was a choice are plain. */
    promptSyntax: promptSyntax('prompt_syntax').notNull().default('plain'),
    speed: paintSpeed('speed').notNull().default(defaultSpeed),
    /** The text encoder's layer, counted from its end as A1111 does. */
    clipSkip: smallint('clip_skip').notNull().default(1),
    /** Image-to-image: the start image's id in the store. */
    startImageId: uuid('start_image_id'),
    strength: doublePrecision('strength'),
    /** The upscaler that enlarges the start image; null: it is resampled. */
    startUpscaler: text('start_upscaler'),
    /** Inpainting: a picture in the store, white where the start image is painted anew. */
    maskImageId: uuid('mask_image_id'),
    variations: jsonb('variations').$type<Variation[]>().notNull().default([]),
    /** The cells of a sheet; null for everything else. */
    comparison: jsonb('comparison').$type<Comparison>(),
    /** The draft that it was confirmed from: its message is posted, not an interaction's reply. */
    draftId: uuid('draft_id'),

    /** The fence: each take-over raises it, and every later write carries it. */
    attempt: integer('attempt').notNull().default(0),
    /** Take-overs that found the row still `painting`: somebody died there. */
    lostAttempts: smallint('lost_attempts').notNull().default(0),
    cancelRequestedAt: moment('cancel_requested_at'),
    /** What went wrong: a code for `failed` and `released`; the log's reference where some of the pictures could not be painted. */
    failure: text('failure'),

    /** Fair order: start tag, cost and weight at the time of the reservation. */
    startTag: doublePrecision('start_tag').notNull(),
    cost: doublePrecision('cost').notNull(),
    weight: doublePrecision('weight').notNull(),

    applicationId: snowflake('application_id'),
    /** Kept for as long as it can be of use, 15 minutes at most, then set to null. Never logged. */
    interactionToken: text('interaction_token'),
    interactionExpiresAt: moment('interaction_expires_at'),
    /** The message that waits, then shows the picture; null until Discord has named it. */
    messageId: snowflake('message_id'),

    /** Of the API: what was asked for, hashed, so that a key of idempotency is not taken for another request. */
    requestHash: text('request_hash'),
    /** Of the API: its answer holds the pictures themselves. */
    returnBase64: boolean('return_base64').notNull().default(false),
    /** Of the API: why it failed, as its person reads it. */
    failureText: text('failure_text'),
    /** Of the API: what was said about the request when it was accepted. */
    requestNotes: jsonb('request_notes').$type<string[]>(),
    /** Of the API: the address that is told of its end. */
    callbackUrl: text('callback_url'),
    /** When it is to be told next; null: never, or not any more. */
    callbackDueAt: moment('callback_due_at'),
    callbackAttempts: smallint('callback_attempts').notNull().default(0),

    createdAt: moment('created_at').notNull().defaultNow(),
    queuedAt: moment('queued_at'),
    startedAt: moment('started_at'),
    paintedAt: moment('painted_at'),
    /** When it reached one of the ends. */
    settledAt: moment('settled_at'),
  },
  (t) => [
    uniqueIndex('generations_idempotency_key').on(t.idempotencyKey),
    index('generations_of_user').on(t.userId, t.createdAt.desc()),
    index('generations_of_message').on(t.messageId),
    index('generations_prompt_words').using('gin', sql`to_tsvector('simple', ${t.prompt})`),
    // For the reconciler and the queue's views: a handful of rows among millions.
    index('generations_unsettled')
      .on(t.model, t.startTag)
      .where(sql`state in ('reserved', 'queued', 'painting', 'painted')`),
    // For rows whose interaction token is to be forgotten.
    index('generations_with_token')
      .on(t.interactionExpiresAt)
      .where(sql`interaction_token is not null`),
    // For the clean-up: is a file in the store still a start image?
    index('generations_of_start_image')
      .on(t.startImageId)
      .where(sql`start_image_id is not null`),
    index('generations_of_mask')
      .on(t.maskImageId)
      .where(sql`mask_image_id is not null`),
    // For what is to be told to programs.
    index('generations_to_call_back')
      .on(t.callbackDueAt)
      .where(sql`callback_due_at is not null`),
    // For the pictures of a key today.
    index('generations_of_api_key')
      .on(t.apiKeyId, t.createdAt)
      .where(sql`api_key_id is not null`),
    // For the number of requests that a person has in the queue.
    index('generations_unsettled_of_user')
      .on(t.userId)
      .where(sql`state in ('reserved', 'queued', 'painting', 'painted')`),
    // For messages that still show the pictures of people who deleted their data.
    index('generations_to_clear')
      .on(t.createdAt)
      .where(sql`user_id like 'erased:%' and message_id is not null`),
    check(
      'generation_is_delivered_to_its_source',
      sql`case when source = 'discord'
        then channel_id is not null and application_id is not null and interaction_expires_at is not null
        else channel_id is null and application_id is null and interaction_expires_at is null
          and interaction_token is null and message_id is null and draft_id is null end`,
    ),
  ],
)
export type Generation = typeof generations.$inferSelect

/** One finished picture; its PNG is in the store under its id. */
export const images = pgTable(
  'images',
  {
    id: uuid('id').primaryKey(),
    generationId: uuid('generation_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    index: smallint('index').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    width: smallint('width').notNull(),
    height: smallint('height').notNull(),
    /** Size of the PNG file. */
    bytes: integer('bytes').notNull(),
    /** SHA-256 of the PNG file, hex. */
    sha256: text('sha256').notNull(),
    /** Rows that the UNet was given for it, and those that it is given at Exact; null where nobody counted. */
    unetRuns: integer('unet_runs'),
    unetRunsFull: integer('unet_runs_full'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When the file was removed from the store; the row stays. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [uniqueIndex('images_of_generation').on(t.generationId, t.index)],
)
export type Image = typeof images.$inferSelect

/** Messages that show a picture beside the one that it was painted for: what `U1`–`U4` post. */
export const pictureCopies = pgTable(
  'picture_copies',
  {
    messageId: snowflake('message_id').primaryKey(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    guildId: snowflake('guild_id'),
    channelId: snowflake('channel_id').notNull(),
    locale: text('locale').notNull(),
    /** Its person deleted the picture: the message is to be emptied, then the row goes. */
    stale: boolean('stale').notNull().default(false),
  },
  (t) => [
    index('picture_copies_of_image').on(t.imageId),
    index('picture_copies_stale')
      .on(t.messageId)
      .where(sql`stale`),
  ],
)
export type PictureCopy = typeof pictureCopies.$inferSelect

/** The latest press of each button by each person, for as long as another one would be the same. */
export const presses = pgTable('presses', {
  /** A hash of the person, the message and the button, so that the table does not tell who pressed which button. */
  key: text('key').primaryKey(),
  interactionId: snowflake('interaction_id').notNull(),
  /** By Discord's clock. */
  pressedAt: moment('pressed_at').notNull(),
})

/** The one store that this database's pictures are in, by the id in its marker file. */
export const pictureStores = pgTable(
  'picture_stores',
  {
    one: smallint('one').primaryKey().default(1),
    id: uuid('id').notNull(),
    /** When this database first used the store: older files may belong to another database. */
    since: moment('since').notNull().defaultNow(),
  },
  (t) => [check('picture_store_is_one', sql`${t.one} = 1`)],
)

/** Pictures that a person wants to find again, their own and others'. */
export const favourites = pgTable(
  'favourites',
  {
    userId: snowflake('user_id').notNull(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.imageId] }),
    index('favourites_of_user').on(t.userId, t.createdAt.desc()),
  ],
)

/** What somebody looks at in `/mygallery`: its buttons name a view and a page. */
export const galleryViews = pgTable('gallery_views', {
  id: uuid('id').primaryKey(),
  userId: snowflake('user_id').notNull(),
  /** Words of the prompt, as the person typed them. */
  search: text('search'),
  favouritesOnly: boolean('favourites_only').notNull(),
  /** Pictures of one server only. */
  guildId: snowflake('guild_id'),
  /** Pictures of the last so many days only. */
  days: smallint('days'),
  createdAt: moment('created_at').notNull().defaultNow(),
})
export type GalleryView = typeof galleryViews.$inferSelect

/** Presets that people and servers made, beside the shipped ones. */
export const presets = pgTable(
  'presets',
  {
    /** A person's id, or a server's. */
    ownerId: snowflake('owner_id').notNull(),
    /** As it is looked up: the name in lower case. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    style: text('style').notNull(),
    negativePrompt: text('negative_prompt').notNull(),
    steps: smallint('steps'),
    guidance: doublePrecision('guidance'),
    scheduler: schedulerSlug('scheduler'),
    speed: paintSpeed('speed'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.key] })],
)

/** The preset that a person's `/imagine` takes when they name none. */
export const presetsInUse = pgTable('presets_in_use', {
  userId: snowflake('user_id').primaryKey(),
  name: text('name').notNull(),
})

/** The quota ledger: one hold a generation, counted against one person, server and UTC day. */
export const quotaHolds = pgTable(
  'quota_holds',
  {
    generationId: uuid('generation_id')
      .primaryKey()
      .references(() => generations.id, { onDelete: 'cascade' }),
    userId: snowflake('user_id').notNull(),
    /** The server, or `dm`: direct messages are a server of their own. */
    scope: text('scope').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    state: holdState('state').notNull().default('HELD'),
    /** HELD: pictures asked for. COMMITTED: pictures delivered. RELEASED: 0. */
    pictures: smallint('pictures').notNull(),
  },
  (t) => [
    index('quota_holds_of_day').on(t.userId, t.day, t.scope),
    index('quota_holds_of_scope').on(t.scope, t.day),
    check('quota_released_is_free', sql`state <> 'RELEASED' or pictures = 0`),
  ],
)

/** People whose data is being deleted; the row goes with it. */
export const erasures = pgTable('erasures', {
  userId: snowflake('user_id').primaryKey(),
  requestedAt: moment('requested_at').notNull().defaultNow(),
})
export type Erasure = typeof erasures.$inferSelect

/**
 * The key that pseudonyms are made with: one row, made by the migration that also makes the function `pseudonym(text)`, a keyed
 * SHA-256. Without the key a pseudonym leads to nobody; with it, the quota that a person used today still counts.
 */
export const pseudonymKeys = pgTable(
  'pseudonym_keys',
  {
    id: smallint('id').primaryKey().default(1),
    key: text('key').notNull(),
  },
  (t) => [check('pseudonym_key_is_one', sql`${t.id} = 1`)],
)

/** Fair order: a queue's virtual time, and the base that its BullMQ priorities are counted from. */
export const queueClocks = pgTable('queue_clocks', {
  queue: text('queue').primaryKey(),
  virtualTime: doublePrecision('virtual_time').notNull().default(0),
  base: doublePrecision('base').notNull().default(0),
})

/** Fair order: the finish tag of each person in each queue. */
export const queueShares = pgTable(
  'queue_shares',
  {
    queue: text('queue').notNull(),
    userId: snowflake('user_id').notNull(),
    finishTag: doublePrecision('finish_tag').notNull(),
  },
  (t) => [primaryKey({ columns: [t.queue, t.userId] })],
)

/** Every worker process, alive while its heartbeat is young. */
export const workers = pgTable('workers', {
  id: uuid('id').primaryKey(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  device: text('device').notNull(),
  models: jsonb('models').$type<ModelFacts[]>().notNull(),
  slots: smallint('slots').notNull(),
  /** UNet row-pixels a second in millions, measured over its latest pictures; null until the first. */
  speed: doublePrecision('speed'),
  /** While it opens its model: it takes no jobs yet. */
  opening: jsonb('opening').$type<Opening>(),
  startedAt: moment('started_at').notNull().defaultNow(),
  heartbeatAt: moment('heartbeat_at').notNull().defaultNow(),
})
export type WorkerRow = typeof workers.$inferSelect

/** What was last registered with Discord: definitions are sent again only when they changed. */
export const commandRegistrations = pgTable(
  'command_registrations',
  {
    applicationId: snowflake('application_id').notNull(),
    /** `global`, or the server they were registered in. */
    scope: text('scope').notNull(),
    /** SHA-256 of the definitions, hex. */
    hash: text('hash').notNull(),
    registeredAt: moment('registered_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.scope] })],
)
