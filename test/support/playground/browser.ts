import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/** A real Chromium, from npm alone. */
export async function launchBrowser(): Promise<Browser> {
  // Without a GPU it draws pages by itself; one that is computed on the CPU takes twice the time.
  chromium.setGraphicsMode = false
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    // One process for everything is for lambdas: there the end of one page is the end of all.
    args: [...chromium.args.filter((arg) => arg !== '--single-process'), '--no-sandbox', '--disable-gpu'],
    headless: true,
  })
}
