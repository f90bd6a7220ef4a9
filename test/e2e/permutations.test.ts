import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let bot: Awaited<ReturnType<House['startBot']>>
let anna: Person
beforeAll(async () => {
  house = await openHouse({ MAX_WAITING_PER_PERSON: '5' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  bot = await startBot()
  anna = house.person('anna')
})
afterAll(() => house.close())

const startBot = () => house.startBot({ reconciler: { intervalMs: 200, youngMs: 1000, reservationMs: 2000 } })

const imagine = async (person: Person, prompt: string, change: object = {}) =>
  (await person.slash(house.channel, 'imagine', { prompt, steps: 1, size: '64x64', ...change })).reply()

const doneOf = (person: Person, ...prompts: string[]) =>
  Promise.all(
    prompts.map((prompt) =>
      person.sees(
        house.channel,
        (message) => isDone(message) && message.embeds[0]?.description === prompt,
        60_000,
      ),
    ),
  )

async function rowsOf(person: Person) {
  return house.database.sql<{ prompt: string; state: string; seed: string; pictures: number }[]>`
    select prompt, g.state, seed, pictures from generations g join quota_holds on generation_id = g.id
    where g.user_id = ${person.id} order by g.start_tag`
}

test('groups in braces are asked about first, with what they cost and what is left; nothing is reserved', async () => {
  const question = await imagine(anna, '{red, blue} {dragon, whale}, flat poster')
  expect(question.ephemeral).toBe(true)
  expect(question.embeds[0]?.description).toContain('**4 pictures**')
  expect(question.embeds[0]?.description).toContain('You have 10 left for today')
  expect(question.embeds[0]?.description).toContain('blue dragon, flat poster')
  expect(question.buttons.map(({ label }) => label)).toEqual(['Paint 4 pictures', 'Not now'])
  expect(await rowsOf(anna)).toEqual([])
  await anna.press(question, 'Not now')
  const dropped = await anna.sees(
    house.channel,
    ({ id, buttons }) => id === question.id && buttons.length === 0,
  )
  expect(dropped.content).toContain('Nothing was painted')
})

test('confirmed after a restart, even twice: each combination is a picture of its own, with its buttons', async () => {
  const question = await imagine(anna, 'a {red, blue} dragon', { count: 2 })
  expect(question.embeds[0]?.description).toContain('**4 pictures**')
  await bot.close()
  bot = await startBot()
  const presses = await Promise.all([
    anna.press(question, 'Paint 4 pictures'),
    anna.press(question, 'Paint 4 pictures', { until: 'sent' }),
  ])
  await Promise.all(presses.map((press) => press.settled()))
  const [red, blue] = await doneOf(anna, 'a red dragon', 'a blue dragon')
  for (const picture of [red, blue]) {
    expect(picture?.ephemeral).toBe(false)
    expect(picture?.content).toContain(`For <@${anna.id}>`)
    expect(picture?.buttons.map(({ label }) => label)).toContain('U2')
  }
  expect(red?.id).not.toBe(blue?.id)
  await expect
    .poll(() => rowsOf(anna))
    .toMatchObject([
      { prompt: 'a red dragon', state: 'delivered', pictures: 2 },
      { prompt: 'a blue dragon', state: 'delivered', pictures: 2 },
    ])
  const [first, second] = await rowsOf(anna)
  expect(first?.seed).not.toBe(second?.seed)
  const now = anna.messages(house.channel).find(({ id }) => id === question.id)
  expect(now?.buttons).toEqual([])
})

test('a flag may be among what varies; one that means nothing here is named in the question', async () => {
  const ben = house.person('ben')
  const prompt = 'a boat {--ar 1:1, --ar 2:1} --seed 7 --chaos 5'
  const question = await (await ben.slash(house.channel, 'imagine', { prompt, steps: 1 })).reply()
  expect(question.embeds[0]?.description).toContain('--chaos 5')
  await ben.press(question, 'Paint 2 pictures')
  await expect.poll(() => rowsOf(ben)).toMatchObject([{ seed: '7' }, { seed: '7' }])
  const sizes = await house.database.sql`select width from generations where user_id = ${ben.id}`
  expect(new Set(sizes.map(({ width }) => width)).size).toBe(2)
})

test('one combination is painted at once; braces that make no sense are refused with a word', async () => {
  const cleo = house.person('cleo')
  const painted = await imagine(cleo, String.raw`a {red} dragon \{sic\}`)
  expect(painted.ephemeral).toBe(false)
  expect(painted.embeds[0]?.description).toBe('a red dragon {sic}')
  for (const [prompt, word] of [
    ['a {red, blue dragon', 'never closed'],
    ['a red} dragon', 'never opened'],
    ['a {red, } dragon', 'missing in the group'],
    ['{a,b}{a,b}{a,b}{a,b}{a,b}', 'more than 16 combinations'],
    ['a {red, red} dragon --seed 7', 'the same picture'],
  ] as const) {
    const refused = await imagine(cleo, prompt)
    expect(refused).toMatchObject({ ephemeral: true, buttons: [] })
    expect(refused.content).toContain(word)
  }
})

test('what does not fit in today, or in the queue, is refused whole with how many are left', async () => {
  const dora = house.person('dora')
  expect((await imagine(dora, '{a, b, c} d', { count: 4 })).content).toContain('12 pictures, and 10 are left')
  expect((await imagine(dora, '{a, b, c, d, e, f} g')).content).toContain('room for 5')

  // It fitted when it was asked about, and does not any more when it is confirmed.
  const question = await imagine(dora, '{a, b, c, d} h', { count: 2 })
  await imagine(dora, 'in between', { count: 4 })
  const refused = await (await dora.press(question, 'Paint 8 pictures')).reply(({ ephemeral }) => ephemeral)
  expect(refused.content).toContain('8 pictures, and 6 are left')
  expect(await rowsOf(dora)).toHaveLength(1)
})

test('a question is for its person, and not for ever', async () => {
  const emil = house.person('emil')
  const others = await imagine(emil, '{a, b} c')
  await house.database.sql`update drafts set user_id = ${anna.id} where user_id = ${emil.id}`
  expect((await pressed(emil, others)).content).toContain('too old')
  const late = await imagine(emil, '{a, b} c')
  await house.database.sql`update drafts set created_at = now() - interval '61 minutes'`
  expect((await pressed(emil, late)).content).toContain('too old')
  expect(await rowsOf(emil)).toEqual([])
  expect(await rowsOf(anna)).toHaveLength(2)
})

test('all answers to a post are lost, and Discord has forgotten the nonce: its message is found, not posted again', async () => {
  const gert = house.person('gert')
  const question = await imagine(gert, '{kite, lamp} of gert')
  const post = 'POST /channels/*/messages'
  const hit = house.emulator.faults.next({ route: post, kind: 'lost-answer', times: 4 })
  await gert.press(question, 'Paint 2 pictures')
  await expect.poll(() => hit.hits, { timeout: 20_000 }).toBe(4)
  house.emulator.forgetNonces()
  await doneOf(gert, 'kite of gert', 'lamp of gert')
  await expect.poll(() => rowsOf(gert)).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }])
  const theirs = gert.messages(house.channel).filter(({ content }) => content.includes(`For <@${gert.id}>`))
  expect(theirs).toHaveLength(2)
})

test.each([
  { status: 403, code: 50_013, message: 'Missing Permissions' },
  { status: 404, code: 10_003, message: 'Unknown Channel' },
])('where nothing can be posted ($message), its person is told so and pays nothing', async (refused) => {
  const hans = house.person(`hans-${refused.code}`)
  const question = await imagine(hans, '{kite, lamp} of hans')
  house.emulator.faults.next({ route: 'POST /channels/*/messages', kind: 'error', ...refused, times: 2 })
  await hans.press(question, 'Paint 2 pictures')
  await hans.sees(house.channel, ({ ephemeral, content }) => ephemeral && content.includes('may not post'))
  await expect
    .poll(() => rowsOf(hans))
    .toMatchObject([
      { state: 'released', pictures: 0 },
      { state: 'released', pictures: 0 },
    ])
})

test('where a server wants its pictures to be private, these are, too', async () => {
  await house.database
    .sql`insert into guild_settings (guild_id, private_pictures) values (${house.server.id}, true)`
  const ida = house.person('ida')
  const question = await imagine(ida, '{kite, lamp} of ida')
  await ida.press(question, 'Paint 2 pictures')
  const done = await doneOf(ida, 'kite of ida', 'lamp of ida')
  expect(done.map(({ ephemeral }) => ephemeral)).toEqual([true, true])
  await expect.poll(() => rowsOf(ida)).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }])
  const others = anna.messages(house.channel).filter(({ content }) => content.includes(ida.id))
  expect(others).toEqual([])
})

/** The question after its first button was pressed. */
async function pressed(person: Person, question: SeenMessage): Promise<SeenMessage> {
  await person.press(question, question.buttons[0]?.label ?? '')
  return person.sees(house.channel, ({ id, buttons }) => id === question.id && buttons.length === 0)
}
