import { randomUUID } from 'node:crypto'
import { and, count, desc, eq, exists, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import {
  favourites,
  galleryViews,
  type GalleryView,
  type Generation,
  generations,
  type Image,
  images,
} from './schema.ts'

export type NewGalleryView = Omit<GalleryView, 'id' | 'createdAt'>

export async function saveGalleryView(db: Db, view: NewGalleryView): Promise<GalleryView> {
  const [row] = await db
    .insert(galleryViews)
    .values({ id: randomUUID(), ...view })
    .returning()
  if (row === undefined) throw new Error('an insert returned no row')
  return row
}

/** A person's own view; nobody opens another's. */
export async function findGalleryView(db: Db, id: string, userId: string): Promise<GalleryView | undefined> {
  const [row] = await db
    .select()
    .from(galleryViews)
    .where(and(eq(galleryViews.id, id), eq(galleryViews.userId, userId)))
  return row
}

export interface GalleryPage {
  /** The newest first. */
  pictures: { image: Image; generation: Generation }[]
  /** Number of pictures in the whole view. */
  total: number
}

/** Stands where a view names a server: pictures painted in direct messages. */
export const directMessages = '@me'

/** What a view shows: a person's own delivered pictures, or their favourites, which may be others'. */
function inView(db: Db, view: NewGalleryView) {
  const favourite = exists(
    db
      .select({ one: sql`1` })
      .from(favourites)
      .where(and(eq(favourites.imageId, images.id), eq(favourites.userId, view.userId))),
  )
  return and(
    isNull(images.deletedAt),
    eq(generations.state, 'delivered'),
    view.favouritesOnly ? favourite : eq(generations.userId, view.userId),
    view.search === null
      ? undefined
      : sql`to_tsvector('simple', ${generations.prompt}) @@ ${queryOf(view.search)}`,
    inPlace(view.guildId),
    view.days === null
      ? undefined
      : sql`${generations.createdAt} > now() - make_interval(days => ${view.days})`,
  )
}

function inPlace(guildId: string | null) {
  if (guildId === null) return undefined
  return guildId === directMessages ? isNull(generations.guildId) : eq(generations.guildId, guildId)
}

/** Words as a search engine takes them ("…", or, -), each of which may be the beginning of one: `drag` finds dragons. */
function queryOf(search: string) {
  const words = sql`websearch_to_tsquery('simple', ${search})::text`
  return sql`regexp_replace(${words}, '''(?=[ )]|$)', ''':*', 'g')::tsquery`
}

/** The servers in which a person's pictures were painted, most pictures first; `directMessages` is one of them. */
export async function galleryPlaces(db: Db, userId: string, most: number): Promise<string[]> {
  const { guildId, state } = generations
  const rows = await db
    .select({ place: sql<string>`coalesce(${guildId}, ${directMessages})` })
    .from(generations)
    .where(and(eq(generations.userId, userId), eq(state, 'delivered'), ne(generations.prompt, '')))
    .groupBy(guildId)
    .orderBy(desc(count()))
    .limit(most)
  return rows.map(({ place }) => place)
}

/** One page of a view. */
export async function galleryPage(
  db: Db,
  view: NewGalleryView,
  { page, size }: { page: number; size: number },
): Promise<GalleryPage> {
  const where = inView(db, view)
  const [pictures, [counted]] = await Promise.all([
    db
      .select({ image: images, generation: generations })
      .from(images)
      .innerJoin(generations, eq(images.generationId, generations.id))
      .where(where)
      .orderBy(desc(generations.createdAt), images.index)
      .limit(size)
      .offset(page * size),
    db
      .select({ total: sql<number>`count(*)::int` })
      .from(images)
      .innerJoin(generations, eq(images.generationId, generations.id))
      .where(where),
  ])
  return { pictures, total: counted?.total ?? 0 }
}

/** The person's own pictures in a view, newest first, with the sizes of file and prompts in bytes. */
export async function ownFiles(
  db: Db,
  view: NewGalleryView,
): Promise<{ id: string; bytes: number; words: number }[]> {
  const { prompt, negativePrompt, createdAt, userId } = generations
  return db
    .select({
      id: images.id,
      bytes: images.bytes,
      words: sql<number>`octet_length(${prompt}) + octet_length(${negativePrompt})`,
    })
    .from(images)
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(and(inView(db, view), eq(userId, view.userId)))
    .orderBy(desc(createdAt), images.index)
}

export async function findPictures(
  db: Db,
  ids: readonly string[],
): Promise<{ image: Image; generation: Generation }[]> {
  return db
    .select({ image: images, generation: generations })
    .from(images)
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(inArray(images.id, [...ids]))
    .orderBy(desc(generations.createdAt), images.index)
}
