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
import type { PaintNote } from '#core/paint-notes.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { moment, snowflake } from './columns.ts'
import { generationKind } from './drafts.ts'
import { paintSpeed } from './paint-speed.ts'
import { schedulerSlug } from './scheduler-slug.ts'

export const generationState = pgEnum('generation_state', generationStates)

export const promptSyntax = pgEnum('prompt_syntax', promptSyntaxes)

export const requestSource = pgEnum('request_source', requestSources)

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
