import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestErasure } from '#db/erase.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
let ben: Person
let bot: Awaited<ReturnType<House['startBot']>>
const pictures: SeenMessage[] = []
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '9' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  bot = await house.startBot()
  anna = house.person('anna')
  ben = house.person('ben')
  for (const prompt of ['a "red" dragon', 'a green whale']) {
    pictures.push(await (await imagine(anna, { prompt, count: 4 })).reply(isDone, 60_000))
  }
  pictures.push(await (await imagine(ben, { prompt: 'a blue castle' })).reply(isDone, 60_000))
})
afterAll(() => house.close())

const imagine = (person: Person, options = {}) =>
  person.slash(house.channel, 'imagine', { prompt: 'a dragon', size: '64x64', steps: 1, ...options })
const gallery = async (person: Person, options = {}) =>
  (await person.slash(house.channel, 'mygallery', options)).reply(({ thinking }) => !thinking, 20_000)
const picture = (index: number) => pictures[index] ?? expect.fail('no picture')

async function unzip(message: SeenMessage) {
  const { url = '' } = message.attachments[0] ?? {}
  const files = unzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer()))
  const { 'pictures.json': json, ...pngs } = files
  const told: unknown = JSON.parse(Buffer.from(json ?? []).toString())
  return { told, pngs }
}

async function filesKept(): Promise<number> {
  const names = await readdir(join(house.config.dataDir, 'pictures'), { recursive: true })
  return names.filter((name) => name.endsWith('.png')).length
}

test('Export: the pictures shown, as they are in the store, with how each was made', async () => {
  const shown = await gallery(anna, { search: 'dragon' })
  const sent = await (
    await anna.press(shown, 'Export')
  ).reply(({ attachments }) => attachments.length > 0, 20_000)
  expect(sent).toMatchObject({ ephemeral: true, content: '4 pictures' })
  const { told, pngs } = await unzip(sent)
  expect(told).toHaveLength(4)
  expect(told).toContainEqual(
    expect.objectContaining({
      prompt: 'a "red" dragon',
      steps: 1,
      message: `https://discord.com/channels/${house.server.id}/${house.channel.id}/${picture(0).id}`,
    }),
  )
  expect(Object.keys(pngs)).toHaveLength(4)
  for (const png of Object.values(pngs)) expect(Buffer.from(png).toString('latin1')).toContain('red')
})

test('Export comes in parts where the upload limit is small', async () => {
  const limit = house.server.attachmentSizeLimit
  const shown = await gallery(anna)
  house.server.attachmentSizeLimit = 64 * 1024 + 55_000
  try {
    await anna.press(shown, 'Export')
    const parts = /part (\d+) of (\d+)/
    const last = await anna.sees(house.channel, ({ content }) => {
      const [, part, of] = parts.exec(content) ?? []
      return part !== undefined && part === of
    })
    expect(Number(parts.exec(last.content)?.[2])).toBeGreaterThan(1)
    const sent = anna.messages(house.channel).filter(({ content }) => parts.test(content))
    const names = await Promise.all(sent.map(async (one) => Object.keys((await unzip(one)).pngs)))
    expect(new Set(names.flat()).size).toBe(8)
  } finally {
    house.server.attachmentSizeLimit = limit
  }
})

test('Export is of one’s own pictures only', async () => {
  const picked = await (await anna.press(picture(2), 'Favourite')).reply()
  expect(picked.content).toContain('favourites now')
  const answer = await (
    await anna.press(await gallery(anna, { favourites: true }), 'Export')
  ).reply(({ thinking }) => !thinking)
  expect(answer.content).toContain('None of the pictures shown here is your own')
})

test('Delete all my data: asks, survives a restart, and leaves nothing but numbers', async () => {
  const picked = await (await ben.press(picture(0), 'U2')).reply(isDone, 20_000)
  await (await ben.press(picked, 'Favourite')).reply()
  await (await anna.slash(house.channel, 'preset save', { name: 'Misty', style: 'mist' })).reply()
  // A tier that was removed, and that they had been given.
  await house.database.sql`insert into audit_entries (guild_id, actor_id, action, subject, before)
    values (${house.server.id}, ${ben.id}, 'tier.delete', 'gold',
      jsonb_build_object('given', jsonb_build_array(${`<@${anna.id}>`}::text, '<@&7>')))`
  const ask = async () => {
    const shown = await gallery(anna)
    await anna.press(shown, 'Delete all my data')
    return anna.sees(
      house.channel,
      ({ id, content }) => id === shown.id && content.includes('Delete all your data'),
    )
  }
  // The sheet of pictures makes room for the question, and comes back.
  const leaves = await ask()
  expect(leaves.images).toEqual([])
  await anna.press(leaves, 'Back to my pictures')
  await anna.sees(house.channel, ({ id, images }) => id === leaves.id && images.length === 1)
  const [question, another] = [await ask(), await ask()]
  expect(question).toMatchObject({ ephemeral: true })
  expect(question.content).toContain('cannot be brought back')
  const underway = await imagine(anna, { size: '512x512', steps: 100 })
  await underway.reply()

  await bot.close()
  bot = await house.startBot()
  await anna.press(question, 'Delete everything')
  await anna.sees(
    house.channel,
    ({ id, content }) => id === question.id && content.includes('Everything of yours is deleted'),
    30_000,
  )
  const again = await (await anna.press(another, 'Delete everything')).reply(({ id }) => id !== another.id)
  expect(again.content).toContain('too old')

  expect((await gallery(anna)).content).toContain('no pictures yet')
  expect((await gallery(ben, { favourites: true })).content).toContain('None of your pictures')
  expect((await gallery(ben)).content).toContain('Your one picture')
  expect(await filesKept()).toBe(1)
  // What they used today still counts: 8 of 9, and what was cancelled is free.
  expect((await (await imagine(anna, { count: 2 })).reply()).content).toContain('one is left')
  for (const { id } of [...pictures.slice(0, 2), picked]) {
    const emptied = await anna.sees(
      house.channel,
      (message) => message.id === id && message.images.length === 0,
      20_000,
    )
    expect(emptied.content).toContain('was deleted')
  }
  await house.database.db.execute(sql`delete from gallery_views`)
  await expect.poll(() => tablesThatName(anna.id)).toEqual([])
})

test('what a crash left of it is done by whoever is there', async () => {
  await requestErasure(house.database.db, ben.id)
  await expect.poll(() => tablesThatName(ben.id), { timeout: 20_000 }).toEqual([])
  expect(await filesKept()).toBe(0)
})

/** Every table in which any column holds this text. */
async function tablesThatName(text: string): Promise<unknown[]> {
  const { db } = house.database
  const tables = await db.execute(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  const found: unknown[] = []
  for (const { name } of tables) {
    const rows = await db.execute(
      sql`select 1 from ${sql.identifier(String(name))} as t where t::text like ${`%${text}%`} limit 1`,
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}
