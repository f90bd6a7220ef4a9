import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ButtonStyle, PermissionFlagsBits } from 'discord-api-types/v10'
import sharp from 'sharp'
import { z } from 'zod'
import { imagesOf } from '#db/images.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { encodePng, readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, pressDelete, type SeenMessage, type Person, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let single: SeenMessage
let grid: SeenMessage
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', UPSCALE_WHOLE_PIXELS: '4096' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  const small = { steps: 2, size: '64x64', seed: 42 }
  single = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'a red dragon', negative_prompt: 'fog', ...small })
  ).reply(isDone, 60_000)
  grid = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'four dragons', count: 4, ...small })
  ).reply(isDone, 60_000)
})
afterAll(() => house.close())
// What one test presses is no repetition of what the one before it pressed.
beforeEach(() => house.emulator.clock.advance(2000))

async function pixels(message: SeenMessage) {
  const png = await anna.download(message.images[0]?.url ?? '')
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { png, data, width: info.width, height: info.height }
}

function distance(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length
}

test('a single picture and a grid carry the buttons of the contract', () => {
  expect(single.buttons.map(({ label }) => label)).toEqual([
    'Reroll',
    'Upscale',
    'Vary',
    'Edit',
    'Favourite',
    'Same seed',
    'Delete',
  ])
  expect(grid.buttons.map(({ label }) => label).slice(0, 8)).toEqual([
    'U1',
    'U2',
    'U3',
    'U4',
    'V1',
    'V2',
    'V3',
    'V4',
  ])
})

test('U posts the single picture that the grid was made of, and costs nothing', async () => {
  const before = await house.database.sql`select sum(pictures)::int as used from quota_holds`
  const picked = await (await anna.press(grid, 'U3')).reply(isDone, 20_000)
  const { png } = await pixels(picked)
  const [row] = await house.database.sql`select id from generations where message_id = ${grid.id}`
  const images = await imagesOf(house.database.db, row?.['id'])
  expect(images).toHaveLength(4)
  expect(readPngParameters(png)).toContain('Seed: 44')
  expect(await house.database.sql`select sum(pictures)::int as used from quota_holds`).toEqual(before)
  expect(settingsUnder(picked)).toContain('seed 44')
  // As it was painted, byte for byte.
  const kept = localDiskStore(join(house.config.dataDir, 'pictures'))
  expect((await kept.get(images[2]?.id ?? ''))?.equals(png)).toBe(true)
})

test('a picture out of a grid is one picture: its Same seed and Reroll are, too', async () => {
  const picked = await (await anna.press(grid, 'U4')).reply(isDone, 20_000)
  const same = await (await anna.press(picked, 'Same seed')).reply(isDone, 60_000)
  expect(same.content).toContain('It is the identical picture')
  expect(distance((await pixels(picked)).data, (await pixels(same)).data)).toBe(0)
  const rerolled = await (await anna.press(picked, 'Reroll')).reply(isDone, 60_000)
  expect(rerolled.buttons.map(({ label }) => label)).toContain('Upscale')
})

test('V makes a new grid of four kin of one picture; Vary is nearer than strong, that nearer than Reroll', async () => {
  const varied = await (await anna.press(grid, 'V2')).reply(isDone, 60_000)
  expect(varied.buttons.map(({ label }) => label)).toContain('U4')
  const parent = await pixels(single)
  const subtle = await pixels(await (await anna.press(single, 'Vary')).reply(isDone, 60_000))
  const strong = await pixels(
    await (await anna.select(single, 'More…', 'Vary strongly')).reply(isDone, 60_000),
  )
  const rerolled = await pixels(await (await anna.press(single, 'Reroll')).reply(isDone, 60_000))
  const distances = [subtle, strong, rerolled].map(({ data }) => distance(parent.data, data))
  expect(distances[0]).toBeGreaterThan(0)
  expect(distances).toEqual(distances.toSorted((a, b) => a - b))
})

test('Same seed that comes out otherwise says what has changed: the model, the device or the version', async () => {
  const [row] = await house.database.sql`select id from generations where message_id = ${single.id}`
  const [image] = await imagesOf(house.database.db, row?.['id'])
  const { id } = image ?? expect.fail('no picture')
  const store = localDiskStore(join(house.config.dataDir, 'pictures'))
  const before = (await store.get(id)) ?? expect.fail('no file')
  const said = readPngParameters(before) ?? ''
  expect(said).toContain('Device: cpu')
  const data = await sharp(before).removeAlpha().negate().raw().toBuffer()
  for (const [text, changed] of [
    [said.replace(/Model hash: \w+/, 'Model hash: 0123456789'), 'model’s files have changed'],
    [said.replace('Device: cpu', 'Device: cuda:0'), 'on another device'],
    [said, 'my version has changed'],
  ] as const) {
    await store.put(id, await encodePng({ width: 64, height: 64, data }, { parametersText: text }))
    const again = await (await anna.press(single, 'Same seed')).reply(isDone, 60_000)
    expect(again.content).toContain(changed)
    house.emulator.clock.advance(2000)
  }
  await store.put(id, before)
})

test('a varied picture’s Same seed is the varied picture', async () => {
  const varied = await (await anna.press(single, 'Vary')).reply(isDone, 60_000)
  const same = await (await anna.press(varied, 'Same seed')).reply(isDone, 60_000)
  expect(distance((await pixels(varied)).data, (await pixels(same)).data)).toBe(0)
})

test('Upscale paints twice the width and height over the picture, here in tiles; Same seed repeats them', async () => {
  const painted = await (await anna.press(single, 'Upscale')).reply(isDone, 60_000)
  const upscaled = await pixels(painted)
  expect([upscaled.width, upscaled.height]).toEqual([128, 128])
  const { png } = await pixels(single)
  const resampled = await sharp(png).resize(128, 128).removeAlpha().raw().toBuffer()
  const other = await pixels(grid)
  const crop = await sharp(other.png)
    .extract({ left: 0, top: 0, width: 64, height: 64 })
    .resize(128, 128)
    .removeAlpha()
    .raw()
    .toBuffer()
  expect(distance(upscaled.data, resampled)).toBeLessThan(distance(upscaled.data, crop))
  const again = await (await anna.press(painted, 'Same seed')).reply(isDone, 60_000)
  expect(again.content).toContain('It is the identical picture')
})

test('Edit opens a form that is filled in, and paints what it says', async () => {
  const opened = await anna.press(single, 'Edit')
  const inputs = JSON.stringify(opened.modal)
  expect(inputs).toContain('a red dragon')
  expect(inputs).toContain('"42"')
  const edited = await (
    await anna.submitModal(opened, { prompt: 'a blue whale', seed: '', guidance: '3,5' })
  ).reply(isDone, 60_000)
  expect(edited.embeds[0]?.description).toBe('a blue whale')
  expect(settingsUnder(edited)).toContain('guidance 3.5')
  const wrong = await (await anna.submitModal(await anna.press(single, 'Edit'), { steps: 'many' })).reply()
  expect(wrong.ephemeral).toBe(true)
  expect(wrong.content).toContain('Steps must be a whole number')
})

test('Edit of a picture that is larger than one may have now paints it smaller, in its proportions, and says so before', async () => {
  await house.database
    .sql`insert into guild_settings (guild_id, most_pixels) values (${house.server.id}, 64 * 96)
    on conflict (guild_id) do update set most_pixels = 64 * 96`
  try {
    await house.database.sql`update generations set width = 128, height = 192 where message_id = ${single.id}`
    const opened = await anna.press(single, 'Edit')
    expect(JSON.stringify(opened.modal)).toContain('Size 64×96: 128×192 is larger than you may have here.')
    const edited = await (await anna.submitModal(opened, { prompt: 'a small dragon' })).reply(isDone, 60_000)
    expect(settingsUnder(edited)).toContain('64×96')
  } finally {
    await house.database.sql`update guild_settings set most_pixels = null`
    await house.database.sql`update generations set width = 64, height = 64 where message_id = ${single.id}`
  }
})

test('a form that is refused opens again as it was written, and can be sent then', async () => {
  const prompt = 'a whale that took long to write'
  for (const [opened, steps] of [
    [await anna.press(single, 'Edit'), '1000'],
    [await anna.messageCommand(grid, 'Remix'), 'many'],
  ] as const) {
    const { title } = opened.modal
    const wrong = await (
      await anna.submitModal(opened, { prompt, steps, negative_prompt: '', guidance: '3,5' })
    ).reply()
    expect(wrong.ephemeral).toBe(true)
    const again = await anna.press(wrong, 'Edit again')
    expect(again.modal.title).toBe(title)
    const form = JSON.stringify(again.modal)
    for (const typed of [prompt, steps, '3,5']) expect(form).toContain(`"value":"${typed}"`)
    const edited = await (await anna.submitModal(again, { steps: '1' })).reply(isDone, 60_000)
    expect(edited.embeds[0]?.description).toBe(prompt)
  }
})

test('what was written is nobody else’s to open', async () => {
  const ben = house.person('ben')
  const wrong = await (
    await anna.submitModal(await anna.press(single, 'Edit'), { prompt: 'mine', steps: 'many' })
  ).reply()
  await house.database.sql`update kept_forms set user_id = ${ben.id}`
  expect((await (await anna.press(wrong, 'Edit again')).reply()).content).toContain('open the form anew')
})

test('Edit and Remix of a grid make a grid, and their form says so; of one picture out of it, one picture', async () => {
  for (const opened of [await anna.press(grid, 'Edit'), await anna.messageCommand(grid, 'Remix')]) {
    expect(opened.modal.title).toBe('Edit and paint 4 pictures')
    const edited = await (
      await anna.submitModal(opened, { prompt: 'four whales', steps: '1' })
    ).reply(isDone, 60_000)
    expect(edited.buttons.map(({ label }) => label)).toContain('U4')
    expect(settingsUnder(edited)).toContain('seed 42')
    expect(edited.content).toBe(
      `For <@${anna.id}>\nEdited from https://discord.com/channels/${house.server.id}/${house.channel.id}/${grid.id}`,
    )
  }
  const picked = await (await anna.press(grid, 'U1')).reply(isDone, 20_000)
  // A copy is seen a moment before it is written down which picture it shows.
  await expect
    .poll(() => house.database.sql`select 1 from picture_copies where message_id = ${picked.id}`)
    .toHaveLength(1)
  const alone = await anna.messageCommand(picked, 'Remix')
  expect(alone.modal.title).toBe('Edit and paint again')
})

test('Use as start image, and Settings as text', async () => {
  const opened = await anna.select(single, 'More…', 'Use as start image')
  const painted = await (
    await anna.submitModal(opened, { prompt: 'a castle', strength: '0.5' })
  ).reply(isDone, 60_000)
  expect(painted.embeds[0]?.description).toBe('a castle')
  const text = await (await anna.select(single, 'More…', 'Settings as text')).reply()
  expect(text.ephemeral).toBe(true)
  expect(text.content).toContain('a red dragon\nNegative prompt: fog\nSteps: 2, Sampler: DPM++ 2M')
})

test('Image info and Remix, from the context menu of any message', async () => {
  const info = await (await anna.messageCommand(single, 'Image info')).reply()
  expect(info.ephemeral).toBe(true)
  expect(info.content).toContain('a red dragon\nNegative prompt: fog\nSteps: 2')
  const opened = await anna.messageCommand(single, 'Remix')
  const remixed = await (await anna.submitModal(opened, { prompt: 'a green dragon' })).reply(isDone, 60_000)
  expect(remixed.embeds[0]?.description).toBe('a green dragon')

  const { png } = await pixels(single)
  const foreign = await anna.send(house.channel, 'look', [{ name: 'mine.png', data: png }])
  expect((await (await anna.messageCommand(foreign, 'Image info')).reply()).content).toContain('Seed: 42')
  const words = await anna.send(house.channel, 'only words')
  expect((await (await anna.messageCommand(words, 'Image info')).reply()).content).toContain('no picture')
  expect((await (await anna.messageCommand(words, 'Remix')).reply()).content).toContain('no picture')
})

test('settings that are too long for a message, or would end its block, come whole as a file', async () => {
  for (const prompt of ['a dragon '.repeat(220).trim(), 'a ```dragon```']) {
    const options = { prompt, negative_prompt: 'fog', steps: 1, size: '64x64', seed: 7 }
    const done = await (await anna.slash(house.channel, 'imagine', options)).reply(isDone, 60_000)
    for (const told of [
      await (await anna.select(done, 'More…', 'Settings as text')).reply(),
      await (await anna.messageCommand(done, 'Image info')).reply(),
    ]) {
      expect(told.ephemeral).toBe(true)
      const text = (await anna.download(told.attachments[0]?.url ?? '')).toString()
      expect(text).toMatch(/^a [^]*dragon[^]*\nNegative prompt: fog\nSteps: 1,.* Seed: 7, Size: 64x64/)
    }
  }
})

test('Image info looks through all pictures of a message, and says what it cannot look into', async () => {
  const { png } = await pixels(single)
  const bare = { name: 'bare.png', data: await sharp(png).png().toBuffer() }
  const jpeg = { name: 'photo.jpg', data: await sharp(png).jpeg().toBuffer() }
  const huge = { name: 'huge.png', data: Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]) }
  const words = { name: 'words.txt', data: Buffer.from('hello') }
  for (const [files, said] of [
    [[words, bare, { name: 'ours.png', data: png }], 'Seed: 42'],
    [[huge, { name: 'ours.png', data: png }], 'Seed: 42'],
    [[bare, jpeg], 'carries no settings'],
    [[words], 'no picture'],
    [[huge], 'larger than 10 MiB'],
  ] as const) {
    const message = await anna.send(house.channel, 'look', [...files])
    const info = await (await anna.messageCommand(message, 'Image info')).reply()
    expect(info).toMatchObject({ ephemeral: true, content: expect.stringContaining(said) })
  }
})

test('Remix of another tool’s picture paints what its PNG tells, and what suits the model where it tells nothing', async () => {
  const { data } = await pixels(single)
  const text =
    'a castle, (evening:1.2)\nNegative prompt: fog\n' +
    'Steps: 3, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 4.5, Seed: 99999999999, Size: 96x64, Model: elsewhere, VAE: some'
  const png = await encodePng({ width: 64, height: 64, data }, { parametersText: text })
  const message = await anna.send(house.channel, 'look', [{ name: 'theirs.png', data: png }])
  const opened = await anna.messageCommand(message, 'Remix')
  expect(JSON.stringify(opened.modal)).toContain('a castle, (evening:1.2)')
  const done = await (await anna.submitModal(opened, { seed: '7' })).reply(isDone, 60_000)
  expect(done.embeds[0]?.footer?.text).toBe(
    '96×64 · 3 steps · guidance 4.5 · seed 7 · DPM++ 2M Karras · model\nwithout fog',
  )
  await house.database.sql`update drafts set created_at = now() - interval '61 minutes'`
  const late = await (await anna.submitModal(opened, {})).reply()
  expect(late).toMatchObject({ ephemeral: true, content: expect.stringContaining('too old') })
  const bare = { name: 'bare.png', data: await sharp(png).png().toBuffer() }
  const without = await anna.send(house.channel, 'look', [bare])
  expect((await (await anna.messageCommand(without, 'Remix')).reply()).content).toContain('no settings')
})

test('Favourite goes into the presser’s own gallery, and out of it again', async () => {
  const ben = house.person('ben')
  expect((await (await ben.press(single, 'Favourite')).reply()).content).toContain(
    'one of your favourites now',
  )
  const [row] = await house.database.sql`select count(*)::int as n from favourites where user_id = ${ben.id}`
  expect(row?.['n']).toBe(1)
  const isStarred = ({ buttons }: SeenMessage) =>
    buttons.some(({ label, style }) => label === 'Favourite' && style === ButtonStyle.Success)
  await anna.sees(house.channel, (message) => message.id === single.id && isStarred(message))
  house.emulator.clock.advance(2000)
  expect((await (await ben.press(single, 'Favourite')).reply()).content).toContain('not one of your')
  await anna.sees(house.channel, (message) => message.id === single.id && !isStarred(message))
})

test('Delete is for the owner and for those who manage messages; the row stays without its prompt', async () => {
  const ask = async () =>
    (await anna.slash(house.channel, 'imagine', { prompt: 'to be deleted', steps: 1, size: '64x64' })).reply(
      isDone,
      60_000,
    )
  const first = await ask()
  const refusal = await (await house.person('cleo').press(first, 'Delete')).reply()
  expect(refusal.ephemeral).toBe(true)
  const question = await (await anna.press(first, 'Delete')).reply()
  expect(question).toMatchObject({
    ephemeral: true,
    content: 'Delete this picture? It can’t be brought back.',
    buttons: [{ label: 'Delete' }],
  })
  const isStill = anna.messages(house.channel).find(({ id }) => id === first.id)
  expect(isStill?.images).toHaveLength(1)
  await anna.press(question, 'Delete')
  const gone = await anna.sees(house.channel, ({ id, images }) => id === first.id && images.length === 0)
  expect(gone.buttons).toEqual([])
  const [row] = await house.database.sql`
    select prompt, deleted_at from generations join images on generation_id = generations.id
    where message_id = ${first.id}`
  expect(row?.['prompt']).toBe('')
  expect(row?.['deleted_at']).not.toBeNull()

  const second = await ask()
  const moderator = house.emulator.person({
    username: 'mod',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageMessages,
  })
  await pressDelete(moderator, second)
  await moderator.sees(house.channel, ({ id, images }) => id === second.id && images.length === 0)
})

test('Cancel while it is painted: it ends, costs nothing, and nobody else can do it', async () => {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'never finished',
    steps: 100,
    size: '256x256',
  })
  const painting = await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
  expect((await (await house.person('dora').press(painting, 'Cancel')).reply()).ephemeral).toBe(true)
  await anna.press(painting, 'Cancel')
  await asked.reply(({ content }) => content.includes('Cancelled'), 30_000)
  await expect
    .poll(async () => {
      const [row] = await house.database.sql`
        select g.state, h.state as hold from generations g join quota_holds h on generation_id = id
        where prompt = 'never finished'`
      return row
    })
    .toEqual({ state: 'cancelled', hold: 'RELEASED' })
})

test('a start image comes from an attachment; what is no picture is refused', async () => {
  const data = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const painted = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'over red',
      steps: 2,
      size: '64x64',
      image: { name: 'red.png', data },
      strength: 0.5,
    })
  ).reply(isDone, 60_000)
  expect(painted.images[0]?.width).toBe(64)
  const refused = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'no picture',
      image: { name: 'red.png', data: Buffer.from('not a picture') },
    })
  ).reply()
  expect(refused.content).toContain('can not read that file')
  const weak = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'over red',
      steps: 4,
      image: { name: 'red.png', data },
      strength: 0.1,
    })
  ).reply()
  expect(weak).toMatchObject({ ephemeral: true, content: expect.stringContaining('leaves none of 4 steps') })
})

test('flags that we have nothing for are named privately, and not fed to the model', async () => {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a dragon --chaos 5 --steps 2',
    size: '64x64',
  })
  const done = await asked.reply(isDone, 60_000)
  expect(done.embeds[0]?.description).toBe('a dragon')
  await anna.sees(house.channel, ({ ephemeral, content }) => ephemeral && content.includes('--chaos 5'))
})

test('nothing of all that could have pinged anybody: every message and every edit switches mentions off', () => {
  const said = house.emulator.events.ofKind('rest').flatMap(({ call: { method, requestBody } }) => {
    if (method !== 'POST' && method !== 'PATCH') return []
    const body = z.looseObject({ data: z.looseObject({}).optional() }).safeParse(requestBody).data
    const message = body?.data ?? body
    return message !== undefined && ('content' in message || 'embeds' in message) ? [message] : []
  })
  expect(said.length).toBeGreaterThan(50)
  expect(said.filter(({ allowed_mentions: allowed }) => JSON.stringify(allowed) !== '{"parse":[]}')).toEqual(
    [],
  )
})
