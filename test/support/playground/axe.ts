import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
})

/** The serious and critical violations on a page as it is now, or in the part of it that a selector names, in words. */
export async function seriousViolations(page: Page, within = 'html'): Promise<string[]> {
  if (await page.evaluate('!window.axe')) await page.evaluate(source)
  // What is in order is not described: that takes longer than to find what isn't.
  const options = `{ resultTypes: ['violations'] }`
  const found = await page.evaluate(`axe.run(${JSON.stringify(within)}, ${options})`)
  const { violations } = results.parse(found)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    )
}
