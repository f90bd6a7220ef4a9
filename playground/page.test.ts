import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { seriousViolations } from '#test/support/playground/axe.ts'
import { launchBrowser } from '#test/support/playground/browser.ts'
import { startPlayground, type PlaygroundServer } from '#test/support/playground/playground-server.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let server: PlaygroundServer
/** Everybody's. */
let tier = 'free'
let browser: Browser
/** What the browser complained about: a policy that was broken, a script that failed. */
const complaints: string[] = []

beforeAll(async () => {
  const backstage = {
    queue: async () => [],
    rows: async () => [],
    killWorker: async () => {},
    tierOf: async () => tier,
  }
  ;[server, browser] = await Promise.all([startPlayground(backstage), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  const heard = complaints.splice(0)
  if (heard.length > 0) throw new Error(`The browser complained: ${heard.join('; ')}`)
})

async function open(as = 'member', options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A preview may be replaced before it was fetched.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  })
  await page.goto(`${server.url}/?as=${as}`)
  await page.getByRole('textbox', { name: /^Message/ }).waitFor()
  return page
}

const messages = (page: Page) => page.getByRole('log').getByRole('listitem')
const words = (page: Page) => page.getByRole('textbox', { name: /^Message/ })

test('a click on an example: the command, its picture, the lightbox, and the buttons', async () => {
  const page = await open()
  await page.getByRole('button', { name: /a red dragon over snowy mountains/ }).click()
  const message = messages(page).last()
  await message.getByRole('button', { name: 'Reroll' }).waitFor()
  expect(await message.innerText()).toMatch(
    /Anna\s+used\s+imagine[\s\S]*Dragon Wings[\s\S]*a red dragon over snowy/,
  )
  expect(await message.getByRole('link', { name: 'Docs' }).getAttribute('href')).toBe('https://example.com/')

  await message.getByRole('button', { name: /^Open picture/ }).click()
  const lightbox = page.getByRole('dialog', { name: 'Picture' })
  const download = page.waitForEvent('download')
  await lightbox.getByRole('link', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('picture.png')
  await page.keyboard.press('Escape')
  await lightbox.waitFor({ state: 'detached' })

  await message.getByRole('button', { name: 'Reroll' }).click()
  await messages(page).filter({ hasText: 'Once more!' }).waitFor()
})

test('a spoiler is blurred until somebody clicks on it', async () => {
  const page = await open()
  await words(page).fill('/imagine ')
  await page.keyboard.type('a secret tower')
  await page.keyboard.press('Enter')
  const message = messages(page).filter({ hasText: 'a secret tower' }).last()
  await message.getByRole('button', { name: 'Reroll' }).waitFor()
  await message.getByRole('button', { name: 'Spoiler: show the picture' }).click()
  await message.getByRole('button', { name: /^Open picture: A picture of/ }).click()
  await page.getByRole('dialog', { name: 'Picture' }).waitFor()
})

test('a right click opens the message’s commands, whose names have no slash', async () => {
  const page = await open()
  const message = messages(page).last()
  await message.locator('.message-head, .gutter-time').first().click({ button: 'right' })
  await message.getByRole('menuitem', { name: /^Image info/ }).click()
  const used = messages(page).filter({ hasText: 'Info of' }).last().locator('.used-command')
  await used.waitFor()
  expect(await used.getAttribute('class')).toContain('on-message')
  const info = messages(page).filter({ hasText: 'Info of' }).last()
  await info.getByRole('button', { name: 'Dismiss message' }).click()
  await info.waitFor({ state: 'detached' })
})

test('on a phone the banner keeps its sentence, and a long press opens a message’s commands', async () => {
  const page = await open('member', phone)
  expect(await page.getByRole('note').first().innerText()).toContain('runs on your own machine')
  const head = messages(page).last().locator('.message-head, .gutter-time').first()
  await head.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 1, clientY: 1 })
  await messages(page).last().getByRole('menu', { name: 'Message' }).waitFor()
})

test('a form and a menu', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Edit' }).last().click()
  const form = page.getByRole('dialog', { name: 'Edit' })
  expect(await form.getByLabel('Prompt').inputValue()).toBe('a dragon')
  await form.getByLabel('Prompt').fill('')
  await form.getByRole('button', { name: 'Submit' }).click()
  expect(await form.isVisible()).toBe(true)
  await form.getByLabel('Prompt').fill('an edited dragon')
  await form.getByRole('button', { name: 'Submit' }).click()
  await messages(page).filter({ hasText: 'Edited: an edited dragon' }).waitFor()

  const menu = page.getByRole('combobox', { name: 'More…' }).last()
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'Picked text' }).waitFor()
})

test('a command by keyboard alone: list, chips, choices, autocomplete, and what is wrong', async () => {
  const page = await open()
  await words(page).focus()
  await page.keyboard.type('/im')
  expect(await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').count()).toBe(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'This option is required' }).waitFor()
  await page.keyboard.type('a castle')

  const options = page.getByRole('listbox', { name: 'Optional' })
  await options.getByRole('option', { name: /^steps/ }).click()
  await page.keyboard.type('500')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'Must be between 1 and 100' }).waitFor()
  await page.getByRole('textbox', { name: 'steps' }).fill('20')

  await options.getByRole('option', { name: /^scheduler/ }).click()
  await page.keyboard.type('karras')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('textbox', { name: 'scheduler' }).inputValue()).toBe('DPM++ 2M Karras')
  // The list goes on to what is left.
  expect(await options.getByRole('option').allInnerTexts()).toEqual([
    expect.stringContaining('model'),
    expect.stringContaining('image'),
  ])

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await words(page).waitFor()

  await page.keyboard.type('/imagine ')
  await page.getByRole('textbox', { name: 'prompt' }).waitFor()
  await page.keyboard.type('a tower')
  await options.getByRole('option', { name: /^model/ }).click()
  await page.keyboard.type('stable')
  await page.getByRole('option', { name: 'stable-diffusion-v1-5' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'a tower' }).waitFor()
  const sent = server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  expect(sent).toMatchObject({
    data: {
      options: [
        { name: 'prompt', value: 'a tower' },
        { name: 'model', value: 'stable-diffusion-v1-5' },
      ],
    },
  })
})

test('a command that a message mentions is a press away, with the keyboard in its first option', async () => {
  const page = await open()
  await words(page).fill('/quota ')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '/imagine', exact: true }).click()
  await page.getByRole('group', { name: '/imagine' }).waitFor()
  await page.keyboard.type('a mentioned tower')
  expect(await page.getByRole('textbox', { name: 'prompt' }).inputValue()).toBe('a mentioned tower')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Dismiss message' }).click()
  await page.getByText('Only you can see this').waitFor({ state: 'detached' })
})

test('the account says which tier one has, and follows the bot', async () => {
  const page = await open()
  const account = page.getByRole('button', { name: /Switch person/ })
  await account.filter({ hasText: 'Member, free tier' }).waitFor()
  tier = 'gold'
  // Whatever the bot says may have changed it.
  await words(page).fill('/quota ')
  await page.keyboard.press('Enter')
  await account.filter({ hasText: 'Member, gold tier' }).waitFor()
  tier = 'free'
  await page.getByRole('button', { name: 'Dismiss message' }).click()
  await page.getByText('Only you can see this').waitFor({ state: 'detached' })
})

test('a German browser gets the page in German, the bot hears it, and another language can be chosen', async () => {
  const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${server.url}/?as=pro`)
  const box = page.getByRole('textbox', { name: 'Nachricht an #general' })
  await box.waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('de')
  await page.getByText('Willkommen in #general!').waitFor()
  await box.fill('/kont')
  await page
    .getByRole('listbox', { name: 'Befehle' })
    .getByRole('option', { name: /Was du heute/ })
    .click()
  await page.getByRole('group', { name: '/kontingent' }).waitFor()
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'Nur du kannst das sehen' }).waitFor()
  const sent = server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  expect(sent).toMatchObject({ locale: 'de', data: { name: 'quota' } })

  await page.getByRole('button', { name: /Person wechseln/ }).click()
  await page.getByLabel('Sprache').selectOption('Français')
  await page.getByRole('textbox', { name: 'Message à #general' }).waitFor()
  await page.getByRole('button', { name: 'Masquer le message' }).click()
})

test('an answer that comes while the page connects anew is not waited for', async () => {
  const page = await open()
  await words(page).fill('/quota ')
  await page.keyboard.press('Enter')
  // The drawer's traffic needs another connection.
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  await messages(page).filter({ hasText: 'Only you can see this' }).first().waitFor()
  await messages(page).filter({ hasText: 'is thinking…' }).waitFor({ state: 'detached' })
  expect(await messages(page).filter({ hasText: 'is thinking…' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Dismiss message' }).click()
  await page.getByText('Only you can see this').waitFor({ state: 'detached' })
})

test('a dropped file becomes the option that wants one', async () => {
  const page = await open()
  await words(page).fill('/imagine ')
  await page.getByRole('textbox', { name: 'prompt' }).fill('like this one')
  await page.evaluate(`{
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['GIF89a'], 'start.gif', { type: 'image/gif' }))
    document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  }`)
  await page.getByRole('button', { name: 'start.gif' }).waitFor()
  await page.getByRole('button', { name: 'Send' }).click()
  await messages(page).filter({ hasText: 'like this one' }).waitFor()
  const sent = server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  const resolved = z
    .object({
      data: z.object({
        resolved: z.object({ attachments: z.record(z.string(), z.object({ filename: z.string() })) }),
      }),
    })
    .parse(sent).data.resolved
  expect(Object.values(resolved.attachments)).toEqual([{ filename: 'start.gif' }])
})

test('two people: what one does the other sees, what is private only one', async () => {
  const [anna, mira] = await Promise.all([open('member'), open('admin')])
  await words(mira).fill('/quota ')
  await mira.keyboard.press('Enter')
  const secret = messages(mira).filter({ hasText: 'Only you can see this' })
  await secret.waitFor()
  await words(mira).fill('Hello **Anna** <img src=x onerror=alert(1)> [x](javascript:alert(1))')
  await mira.keyboard.press('Enter')
  const hello = messages(anna).filter({ hasText: 'Hello Anna <img src=x onerror=alert(1)>' })
  await hello.waitFor()
  expect(await hello.locator('strong').innerText()).toBe('Anna')
  expect(await hello.getByRole('link').count()).toBe(0)
  expect(await anna.getByText('Only you can see this').count()).toBe(0)
  await secret.getByRole('button', { name: 'Dismiss message' }).click()
  await secret.waitFor({ state: 'detached' })

  await anna.getByRole('button', { name: /Switch person/ }).click()
  await anna.getByRole('button', { name: /^Noor/ }).click()
  await anna.getByRole('heading', { level: 1, name: 'Dragon Wings' }).waitFor()
  expect(anna.url()).toContain('as=stranger')
  expect(await anna.getByRole('button', { name: 'general' }).count()).toBe(0)
})

test('an age-restricted channel asks first', async () => {
  const page = await open()
  const enter = () => page.getByRole('button', { name: /after-dark/ }).click()
  await enter()
  await page.getByRole('heading', { name: 'Age-Restricted Channel' }).waitFor()
  expect(await words(page).count()).toBe(0)
  await page.getByRole('button', { name: 'Nope' }).click()
  await page.getByRole('heading', { level: 1, name: 'general' }).waitFor()
  await enter()
  await page.getByRole('button', { name: 'I am over 18' }).click()
  await words(page).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('after-dark')
})

test('a server that is still starting is asked again', async () => {
  const page = await (await browser.newContext()).newPage()
  let asked = 0
  await page.route('**/playground/events?**', (route) =>
    ++asked === 1 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  )
  await page.goto(server.url)
  await words(page).waitFor()
  expect(asked).toBe(2)
})

test('an address of a message leads to it, as its channel’s name', async () => {
  const page = await open()
  await words(page).fill('the first of all')
  await page.keyboard.press('Enter')
  const first = messages(page).filter({ hasText: 'the first of all' })
  const id = (await first.getAttribute('id'))?.replace('message-', '') ?? ''
  const { guild, general } = server.world
  await page.getByRole('button', { name: /rules/ }).click()
  await words(page).fill(`See https://discord.com/channels/${guild.id}/${general.id}/${id} there`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '#general › message' }).click()
  await page.getByRole('heading', { level: 1, name: 'general' }).waitFor()
  await page.locator(`#message-${id}:target`).waitFor()
})

test('the line above a reply names what it replies to, without markup, ids and links', async () => {
  const page = await open()
  const { guild, general } = server.world
  await words(page).fill('/imagine ')
  await page.keyboard.type(`like https://discord.com/channels/${guild.id}/${general.id} in the rain`)
  await page.keyboard.press('Enter')
  const message = messages(page).filter({ hasText: 'in the rain' }).last()
  await message.getByRole('button', { name: 'Reroll' }).click()
  const reply = messages(page).filter({ hasText: 'Once more!' }).last().locator('.replied')
  await expect.poll(() => reply.innerText()).toBe('like #general in the rain')
})

test('what one sends is in view wherever one was, and a menu opens where there is room', async () => {
  const page = await open()
  for (let line = 1; line <= 30; line += 1)
    await server.world.people.admin.send(server.world.general, `line ${line}`)
  await messages(page).filter({ hasText: 'line 30' }).waitFor()
  await page.evaluate(`document.querySelector('.scroller').scrollTop = 0`)
  await page.getByRole('button', { name: /Jump to present/ }).waitFor()
  await words(page).fill('here I am')
  await page.keyboard.press('Enter')
  const mine = messages(page).filter({ hasText: 'here I am' })
  await mine.waitFor()
  // Higher than what is kept for it until it is drawn, and by somebody else.
  await server.world.people.admin.send(server.world.general, 'high\n'.repeat(20))
  await messages(page).filter({ hasText: 'high' }).waitFor()
  await page.waitForFunction(`(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.querySelector('.scroller')
    return scrollHeight - scrollTop - clientHeight < 2
  })()`)
  await page.getByRole('button', { name: /Jump to present/ }).waitFor({ state: 'detached' })
  await mine.hover()
  await mine.getByRole('button', { name: 'More' }).click()
  const [menu, bar] = [await page.getByRole('menu').boundingBox(), await words(page).boundingBox()]
  expect((menu?.y ?? 0) + (menu?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Copy message ID')
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('More')
})

test('the keyboard comes back to where it was: tour, drawer and its tabs', async () => {
  const page = await open()
  const focused = () =>
    page.evaluate<string>(
      `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    )
  for (const name of ['What to try', 'Behind the curtain']) {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name, exact: true }).waitFor()
    if (name === 'Behind the curtain') {
      expect(await focused()).toBe('Traffic')
      await page.keyboard.press('ArrowLeft')
      expect(await focused()).toBe('Queue & rows')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.getByRole('button', { name: 'Drop the gateway' }).waitFor()
    }
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name, exact: true }).waitFor({ state: 'detached' })
    expect(await focused()).toBe(name)
  }
})

test('nobody answers: Discord’s words for it; the drawer shows why, and can make it worse', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  const drawer = page.getByRole('complementary', { name: 'Behind the curtain' })
  await words(page).fill('/silent ')
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'is thinking…' }).waitFor()
  server.emulator.clock.advance(3000)
  await messages(page).filter({ hasText: 'The application did not respond' }).waitFor()
  await drawer.getByRole('button', { name: 'The application did not respond' }).waitFor()
  await drawer
    .getByRole('button', { name: /command \/silent/ })
    .first()
    .click()
  await drawer.getByText('"name": "silent"').first().waitFor()

  await drawer.getByRole('tab', { name: 'Faults' }).click()
  await drawer.getByRole('button', { name: 'Drop the gateway' }).click()
  await drawer.getByRole('status').filter({ hasText: 'cut' }).waitFor()
  await drawer.getByRole('tab', { name: 'Traffic' }).click()
  await drawer.getByText('Gateway closed').first().waitFor()
  await page.getByRole('button', { name: 'What to try' }).click()
  const tour = page.getByRole('region', { name: 'What to try' })
  await tour.getByRole('listitem').filter({ hasText: 'Break it (done)' }).waitFor()
  expect(server.emulator.events.ofKind('gateway.close')).toHaveLength(1)
})

test('no serious barrier for people who do not see, point or click: channel, popup, form, drawer, phone', async () => {
  const page = await open()
  const serious = async (where: string, on = page, within?: string) =>
    (await seriousViolations(on, within)).map((violation) => `${where}: ${violation}`)
  const barriers = await serious('channel')
  await page.keyboard.type('/')
  await page.getByRole('listbox', { name: 'Commands' }).waitFor()
  barriers.push(...(await serious('command list', page, '.input')))
  await page.keyboard.type('imagine ')
  await page.getByRole('listbox', { name: 'Optional' }).waitFor()
  barriers.push(...(await serious('chips', page, '.input')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit' }).last().click()
  await page.getByRole('dialog').waitFor()
  barriers.push(...(await serious('form', page, '.modal')))
  await page.keyboard.press('Escape')
  const picture = page.getByRole('button', { name: /^Open picture/ }).last()
  const address = () => picture.locator('img').getAttribute('src')
  const before = await address()
  await picture.click()
  barriers.push(...(await serious('lightbox', page, '.lightbox')))
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'More…' }).last().click()
  barriers.push(...(await serious('menu', page, '.select:has([aria-expanded=true])')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'What to try' }).click()
  barriers.push(...(await serious('tour', page, '.tour')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Switch person/ }).click()
  barriers.push(...(await serious('people', page, '.account')))
  await page.keyboard.press('Escape')
  await page.locator('.banner-link').click()
  barriers.push(...(await serious('how to connect', page, '.modal')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  await page.getByText('INTERACTION_CREATE').first().waitFor()
  barriers.push(...(await serious('drawer', page, '.drawer')))
  // The page has connected anew, and the pictures are the same to the browser.
  expect(await address()).toBe(before)
  const small = await open('admin', phone)
  await small.getByRole('button', { name: 'Channels', exact: true }).tap()
  barriers.push(...(await serious('phone', small)))
  expect(barriers).toEqual([])
})
