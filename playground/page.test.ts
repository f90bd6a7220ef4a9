import { expect, test } from 'vitest'
import { messages, openPlayground, words } from '#test/support/playground/open-page.ts'

const playground = openPlayground()

test('a click on an example: the command, its picture, the lightbox, and the buttons', async () => {
  const page = await playground.open()
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
  const page = await playground.open()
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
  const page = await playground.open()
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

test('a form and a menu', async () => {
  const page = await playground.open()
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

test('an answer that comes while the page connects anew is not waited for', async () => {
  const page = await playground.open()
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

test('two people: what one does the other sees, what is private only one', async () => {
  const [anna, mira] = await Promise.all([playground.open('member'), playground.open('admin')])
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
  const page = await playground.open()
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
  const page = await (await playground.browser.newContext()).newPage()
  let asked = 0
  await page.route('**/playground/events?**', (route) =>
    ++asked === 1 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  )
  await page.goto(playground.server.url)
  await words(page).waitFor()
  expect(asked).toBe(2)
})

test('an address of a message leads to it, as its channel’s name', async () => {
  const page = await playground.open()
  await words(page).fill('the first of all')
  await page.keyboard.press('Enter')
  const first = messages(page).filter({ hasText: 'the first of all' })
  const id = (await first.getAttribute('id'))?.replace('message-', '') ?? ''
  const { guild, general } = playground.server.world
  await page.getByRole('button', { name: /rules/ }).click()
  await words(page).fill(`See https://discord.com/channels/${guild.id}/${general.id}/${id} there`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '#general › message' }).click()
  await page.getByRole('heading', { level: 1, name: 'general' }).waitFor()
  await page.locator(`#message-${id}:target`).waitFor()
})

test('the line above a reply names what it replies to, without markup, ids and links', async () => {
  const page = await playground.open()
  const { guild, general } = playground.server.world
  await words(page).fill('/imagine ')
  await page.keyboard.type(`like https://discord.com/channels/${guild.id}/${general.id} in the rain`)
  await page.keyboard.press('Enter')
  const message = messages(page).filter({ hasText: 'in the rain' }).last()
  await message.getByRole('button', { name: 'Reroll' }).click()
  const reply = messages(page).filter({ hasText: 'Once more!' }).last().locator('.replied')
  await expect.poll(() => reply.innerText()).toBe('like #general in the rain')
})

test('what one sends is in view wherever one was, and a menu opens where there is room', async () => {
  const page = await playground.open()
  for (let line = 1; line <= 30; line += 1)
    await playground.server.world.people.admin.send(playground.server.world.general, `line ${line}`)
  await messages(page).filter({ hasText: 'line 30' }).waitFor()
  await page.evaluate(`document.querySelector('.scroller').scrollTop = 0`)
  await page.getByRole('button', { name: /Jump to present/ }).waitFor()
  await words(page).fill('here I am')
  await page.keyboard.press('Enter')
  const mine = messages(page).filter({ hasText: 'here I am' })
  await mine.waitFor()
  // Higher than what is kept for it until it is drawn, and by somebody else.
  await playground.server.world.people.admin.send(playground.server.world.general, 'high\n'.repeat(20))
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

test('nobody answers: Discord’s words for it; the drawer shows why, and can make it worse', async () => {
  const page = await playground.open()
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  const drawer = page.getByRole('complementary', { name: 'Behind the curtain' })
  await words(page).fill('/silent ')
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'is thinking…' }).waitFor()
  playground.server.emulator.clock.advance(3000)
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
  expect(playground.server.emulator.events.ofKind('gateway.close')).toHaveLength(1)
})
