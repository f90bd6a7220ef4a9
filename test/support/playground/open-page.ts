import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startPlayground, type PlaygroundServer } from './playground-server.ts'

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

export const messages = (page: Page) => page.getByRole('log').getByRole('listitem')
/** The line that one types into. */
export const words = (page: Page) => page.getByRole('textbox', { name: /^Message/ })

/** A playground with the small bot, and a browser, for the test file that asks for them. */
export interface OpenPlayground {
  readonly server: PlaygroundServer
  readonly browser: Browser
  /** Everybody's. */
  tier: string
  /** The page as a person sees it (`member`, `admin`, `pro`, `stranger`), once one can type. */
  open(as?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>
}

/** What the browser complains about fails the test in which it did: a policy that was broken, a script that failed. */
export function openPlayground(): OpenPlayground {
  const running: { server?: PlaygroundServer; browser?: Browser } = {}
  const complaints: string[] = []
  const playground: OpenPlayground = {
    tier: 'free',
    get server() {
      return running.server ?? notYet()
    },
    get browser() {
      return running.browser ?? notYet()
    },
    async open(as = 'member', options = {}) {
      const context = await playground.browser.newContext({ reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // A preview may be replaced before it was fetched.
        if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
      })
      await page.goto(`${playground.server.url}/?as=${as}`)
      await words(page).waitFor()
      return page
    },
  }
  beforeAll(async () => {
    const backstage = {
      queue: async () => [],
      rows: async () => [],
      killWorker: async () => {},
      tierOf: async () => playground.tier,
    }
    ;[running.server, running.browser] = await Promise.all([startPlayground(backstage), launchBrowser()])
  })
  afterAll(async () => {
    await running.browser?.close()
    await running.server?.close()
  })
  afterEach(async () => {
    await Promise.all(running.browser?.contexts().map((context) => context.close()) ?? [])
    const heard = complaints.splice(0)
    if (heard.length > 0) throw new Error(`The browser complained: ${heard.join('; ')}`)
  })
  return playground
}

function notYet(): never {
  throw new Error('The playground opens before the first test.')
}
