import { beforeAll, expect, test } from 'vitest'
import { seriousViolations } from '#test/support/playground/axe.ts'
import { messages, openPlayground, phone } from '#test/support/playground/open-page.ts'

const playground = openPlayground()
beforeAll(async () => {
  const page = await playground.open()
  await page.getByRole('button', { name: /a red dragon over snowy mountains/ }).click()
  await messages(page).last().getByRole('button', { name: 'Reroll' }).waitFor()
})

test('on a phone the banner keeps its sentence, and a long press opens a message’s commands', async () => {
  const page = await playground.open('member', phone)
  expect(await page.getByRole('note').first().innerText()).toContain('runs on your own machine')
  const head = messages(page).last().locator('.message-head, .gutter-time').first()
  await head.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 1, clientY: 1 })
  await messages(page).last().getByRole('menu', { name: 'Message' }).waitFor()
})

test('the keyboard comes back to where it was: tour, drawer and its tabs', async () => {
  const page = await playground.open()
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

test('no serious barrier for people who do not see, point or click: channel, popup, form, drawer, phone', async () => {
  const page = await playground.open()
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
  // The page has connected anew, and the pictures are the same to the playground.browser.
  expect(await address()).toBe(before)
  const small = await playground.open('admin', phone)
  await small.getByRole('button', { name: 'Channels', exact: true }).tap()
  barriers.push(...(await serious('phone', small)))
  expect(barriers).toEqual([])
})
