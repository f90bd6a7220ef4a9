import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/support/playground/browser.ts'
import { startProduct, type Product } from '#test/support/playground/product.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  const model = fileURLToPath(new URL('../test/fixtures/diffusers/model', import.meta.url))
  ;[product, browser] = await Promise.all([
    startProduct({ MODEL: model, FREE_PICTURES_PER_DAY: '4', LOG_LEVEL: 'info' }),
    launchBrowser(),
  ])
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
}, 60_000)

async function open(as: string): Promise<Page> {
  // What moves while one waits would be drawn by the processor, sixty times a second.
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${product.url}/?as=${as}`)
  await page.locator('.examples button:enabled').first().waitFor()
  return page
}

/** Options whose value is picked from what Discord or the bot offers. */
const picked = ['member', 'tier']

/** Types a command with its options, chip by chip, as a person does. */
async function type(page: Page, command: string, options: Record<string, string>): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).fill(`/${command} `)
  for (const [name, value] of Object.entries(options)) {
    const chip = page.getByRole('textbox', { name, exact: true })
    if ((await chip.count()) === 0) {
      await page.getByRole('button', { name: /^\+\d+ (more|optional)$/ }).click()
      await page
        .getByRole('option', { name: new RegExp(`^${name}`) })
        .first()
        .click()
    }
    await chip.fill(value)
    // By its words: for a moment the list is still the one from before anything was typed.
    if (picked.includes(name))
      await page
        .getByRole('listbox', { name, exact: true })
        .getByRole('option')
        .filter({ hasText: value })
        .first()
        .click()
  }
  await page.getByRole('button', { name: 'Send' }).click()
}

const messages = (page: Page) => page.getByRole('log').getByRole('listitem')
const finished = (page: Page) => messages(page).filter({ has: page.getByRole('button', { name: 'Reroll' }) })
const privately = (page: Page) => messages(page).filter({ hasText: 'Only you can see this' })
const source = async (page: Page, index: number) =>
  await finished(page)
    .nth(index)
    .getByRole('button', { name: /^Open picture/ })
    .locator('img')
    .getAttribute('src')

test(
  'what a new user does: an example, a picture, reroll, same seed, no more for today, a better tier, the gallery',
  { timeout: 120_000 },
  async () => {
    const page = await open('member')
    const other = await open('admin')
    // The painter is busy for long enough: the example waits until it is cancelled.
    await type(page, 'imagine', { prompt: 'in the way', steps: '100', size: '256x256' })
    const inTheWay = messages(page).filter({ hasText: 'in the way' })
    await inTheWay
      .getByText(/Mixing|Painting: step/)
      .first()
      .waitFor()
    await page.locator('.examples button').first().click()
    await messages(page).last().getByText('Waiting').first().waitFor()
    const cancelled = messages(page).filter({ hasText: 'Cancelled' })
    for (const [index, one] of [messages(page).last(), inTheWay].entries()) {
      await one.getByRole('button', { name: 'Cancel' }).click()
      await cancelled.nth(index).waitFor()
    }

    await type(page, 'imagine', { prompt: 'a tiny red dragon', steps: '4', size: '64x64' })
    await finished(page).first().waitFor()
    await finished(page).first().getByRole('button', { name: 'Reroll' }).click()
    await finished(page).nth(1).waitFor()
    await finished(page).first().getByRole('button', { name: 'Same seed' }).click()
    await finished(page).nth(2).waitFor()
    const bytes = async (index: number) =>
      Buffer.from(await (await fetch(`${product.url}${await source(page, index)}`)).arrayBuffer())
    const [first, rerolled, same] = [await bytes(0), await bytes(1), await bytes(2)]
    expect(first.equals(rerolled)).toBe(false)
    expect(first.equals(same)).toBe(true)
    // The other window saw it all.
    await finished(other).nth(2).waitFor()

    // Another picture's button each time: the same one again within two seconds would be one press.
    await finished(page).nth(1).getByRole('button', { name: 'Reroll' }).click()
    await finished(page).nth(3).waitFor()
    await finished(page).nth(2).getByRole('button', { name: 'Reroll' }).click()
    await privately(page).filter({ hasText: '4 of your 4' }).waitFor()
    expect(await privately(other).count()).toBe(0)

    // The admin makes her a pro, in the other window, and she goes on.
    await type(other, 'tier set', { tier: 'pro', member: 'Anna' })
    await page
      .getByRole('button', { name: /Switch person/ })
      .filter({ hasText: 'Member, pro tier' })
      .waitFor()
    await privately(other).filter({ hasText: /pro/i }).first().waitFor()
    await finished(page).nth(3).getByRole('button', { name: 'Reroll' }).click()
    await finished(page).nth(4).waitFor()
    await type(page, 'mygallery', {})
    await privately(page)
      .last()
      .getByRole('button', { name: /^Open picture/ })
      .waitFor()
  },
)

test(
  'the worker is killed from the drawer while it paints: the picture arrives all the same',
  { timeout: 180_000 },
  async () => {
    const page = await open('pro')
    const before = await finished(page).count()
    await page.getByRole('button', { name: 'Behind the curtain' }).click()
    await page.getByRole('tab', { name: 'Faults' }).click()
    await type(page, 'imagine', { prompt: 'a dragon that survives', steps: '40', size: '256x256' })
    // Not the last one: a private word about the size comes below it.
    await messages(page)
      .filter({ hasText: 'a dragon that survives' })
      .getByText(/Mixing|Painting: step/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Kill the worker' }).click()
    await page.getByRole('status').filter({ hasText: 'killed' }).waitFor()
    // A quarter of a minute is for the dead worker's lock, the rest for a busy machine.
    await finished(page).nth(before).waitFor({ timeout: 120_000 })
    expect(await finished(page).count()).toBe(before + 1)
  },
)
