import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import { localDiskStore } from '#store/local-disk.ts'

/** Of all pictures, one in so many is a favourite; one in so many has the word that is searched for. */
export const oneFavouriteIn = 20
export const oneFoundIn = 50
export const searched = 'lighthouse'

const words = ['red', 'dragon', 'castle', 'whale', 'forest', 'night', 'poster', 'sunset', 'cat', 'boat']
const pngSide = 512

/**
 * One person's pictures in the database, and as many that belong to a hundred others, all delivered over the last 100 days. Those
 * that are looked at have their file.
 */
export async function fillGallery(
  { database, dataDir, server }: BenchHouse,
  of: { userId: string; channelId: string; pictures: number },
): Promise<void> {
  const { db } = database
  const some = sql.raw(`array['${words.join("','")}']`)
  await db.execute(sql`
    insert into generations (id, state, kind, source, idempotency_key, user_id, guild_id, channel_id, locale, prompt,
      negative_prompt, model, steps, guidance, width, height, seed, count, scheduler, start_tag, cost, weight,
      application_id, interaction_expires_at, message_id, created_at, settled_at)
    select gen_random_uuid(), 'delivered', 'imagine', 'discord', 'bench-' || n,
      case when n % 2 = 0 then ${of.userId} else (900000000000000000 + n % 100)::text end,
      ${server.id}, ${of.channelId}, 'en-US',
      concat_ws(' ', (${some})[1 + n % 10], (${some})[1 + n / 10 % 10], (${some})[1 + n / 100 % 10],
        case when n % ${oneFoundIn} = 0 then ${searched} end, n),
      '', 'model', 20, 7.5, ${pngSide}, ${pngSide}, n, 1, 'dpmpp_2m_karras', 0, 1, 1, '1', now(),
      (800000000000000000 + n)::text, now() - n * interval '100 days' / ${2 * of.pictures}, now()
    from generate_series(1, ${2 * of.pictures}) as n`)
  await db.execute(sql`
    insert into images (id, generation_id, index, seed, width, height, bytes, sha256, created_at)
    select gen_random_uuid(), id, 0, seed, width, height, 400000, '', created_at from generations`)
  await db.execute(sql`
    insert into favourites (user_id, image_id)
    select ${of.userId}, id from images where seed % ${oneFavouriteIn} = 0`)
  // As autovacuum does on its own within a minute.
  await db.execute(sql`analyze generations, images, favourites`)
  const shown = await db.execute<{ id: string }>(sql`
    select images.id from images join generations on generations.id = generation_id
    where user_id = ${of.userId} or images.id in (select image_id from favourites)
    order by generations.created_at desc limit ${files}`)
  const store = localDiskStore(join(dataDir, 'pictures'))
  const png = await noisyPng()
  for (const { id } of shown) await store.put(id, png)
}

/** More than any page of the views that are looked at. */
const files = 2000

/** As large as a picture that was painted: soft, with grain. */
async function noisyPng(): Promise<Buffer> {
  const grain = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  return sharp({
    create: { width: pngSide, height: pngSide, channels: 3, background: 'white', noise: grain },
  })
    .blur(2)
    .png()
    .toBuffer()
}
