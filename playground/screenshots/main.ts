import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { launchBrowser } from '#playground/testing/browser.ts'
import { startProduct } from '#playground/testing/product.ts'

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

const buttonsOf = (page: Page) => page.getByRole('log').getByRole('button', { name: 'Reroll' })
const shoot = async (page: Page, name: string) => save(name, await page.screenshot())

async function shootAll(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url, 'member', { viewport: { width: 1200, height: 760 } })
  await shoot(page, 'welcome')
  const examples = page.locator('.examples button')
  await examples.first().click()
  // In the middle, where the preview begins to be a picture.
  await page.locator('.message .embed-image img').first().waitFor({ timeout: paintingMs })
  await shoot(page, 'painting')
  await buttonsOf(page).first().waitFor({ timeout: paintingMs })
  await page.mouse.move(0, 0)
  await page.evaluate('new Promise((done) => setTimeout(done, 300))')
  await shoot(page, 'picture')

  await page.getByRole('textbox', { name: /^Message/ }).fill('/imagine ')
  await page.getByRole('textbox', { name: 'prompt' }).fill(await examples.nth(1).locator('span').innerText())
  await shoot(page, 'command')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Behind the curtain' }).click()
  await buttonsOf(page).nth(1).waitFor({ timeout: paintingMs })
  await shoot(page, 'behind-the-curtain')

  const phone = {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 1.5,
  }
  const small = await open(browser, url, 'pro', phone)
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
