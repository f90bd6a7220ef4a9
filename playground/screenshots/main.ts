import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { launchBrowser } from '#test/support/playground/browser.ts'
import { startProduct } from '#test/support/playground/product.ts'

// `npm run screenshots`: the README's pictures, made from the real thing, with the model that MODEL names.

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const mostBytes = 150_000
const paintingMs = 300_000

/** Fewer and fewer colours until the file is small enough to be looked at on the way. */
async function save(name: string, png: Buffer): Promise<void> {
  for (const colours of [256, 128, 64, 32]) {
    const small = await sharp(png).png({ palette: true, colours, effort: 10, compressionLevel: 9 }).toBuffer()
    if (small.byteLength > mostBytes && colours > 32) continue
    await writeFile(join(folder, `${name}.png`), small)
    process.stdout.write(`docs/screenshots/${name}.png  ${Math.round(small.byteLength / 1000)} kB\n`)
    return
  }
}

async function open(
  browser: Browser,
  url: string,
  as: string,
  options: Parameters<Browser['newContext']>[0],
): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage()
  await page.goto(`${url}/?as=${as}`)
  await page.locator('.examples button:enabled').first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
  return page
}

const messagesOf = (page: Page) => page.getByRole('log').getByRole('listitem')
const buttonsOf = (page: Page) => page.getByRole('log').getByRole('button', { name: 'Reroll' })
const shoot = async (page: Page, name: string) => save(name, await page.screenshot())

/** Only the message that came last, without what lies under the mouse. */
async function shootLast(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate('new Promise((done) => setTimeout(done, 300))')
  await save(name, await messagesOf(page).last().screenshot())
}

async function type(page: Page, command: string, options: Record<string, string>): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).fill(`/${command} `)
  for (const [name, value] of Object.entries(options)) await page.getByRole('textbox', { name }).fill(value)
}

async function shootDesktop(page: Page): Promise<void> {
  await shoot(page, 'welcome')
  const examples = page.locator('.examples button')
  const prompt = async (index: number) =>
    (await examples.nth(index).innerText()).replace('/imagine', '').trim()
  await examples.first().click()
  await buttonsOf(page).first().waitFor({ timeout: paintingMs })
  await page.mouse.move(0, 0)
  await page.evaluate('new Promise((done) => setTimeout(done, 300))')
  await shoot(page, 'picture')

  await type(page, 'imagine', { prompt: await prompt(1) })
  await shoot(page, 'command')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  await buttonsOf(page).nth(1).waitFor({ timeout: paintingMs })
  await shoot(page, 'behind-the-curtain')
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
}

/** What comes in one message: a grid of four, a sheet that compares, the gallery. */
async function shootMessages(page: Page): Promise<void> {
  const send = page.getByRole('button', { name: 'Send' })
  await type(page, 'imagine', { prompt: 'a blue dragon in the clouds --repeat 4' })
  await send.click()
  await page.getByRole('button', { name: 'V4' }).waitFor({ timeout: paintingMs })
  await shootLast(page, 'grid')

  await type(page, 'compare', { prompt: 'a white boat on the sea at sunset', axes: 'schedulers × steps' })
  await page.getByRole('listbox').getByRole('option').first().click()
  await send.click()
  await page.getByRole('button', { name: /^Paint \d+ pictures/ }).click()
  await messagesOf(page).last().getByRole('combobox').waitFor({ timeout: paintingMs })
  await shootLast(page, 'compare')

  await type(page, 'mygallery', {})
  await send.click()
  await messagesOf(page).last().getByRole('button', { name: 'Export' }).waitFor()
  await shootLast(page, 'gallery')
}

async function shootAll(browser: Browser, url: string): Promise<void> {
  const wide = { viewport: { width: 1200, height: 830 } }
  await shootDesktop(await open(browser, url, 'member', wide))
  const high = { viewport: { width: 900, height: 1000 } }
  const messages = await open(browser, url, 'pro', high)
  await shootMessages(messages)

  const phone = {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 1.5,
  }
  const small = await open(browser, url, 'admin', phone)
  await buttonsOf(small).last().waitFor()
  await shoot(small, 'phone')
}

await mkdir(folder, { recursive: true })
const [product, browser] = await Promise.all([startProduct(), launchBrowser()])
try {
  await shootAll(browser, product.url)
} finally {
  await browser.close()
  await product.close()
}
