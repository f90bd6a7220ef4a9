/**
 * `npm run try-api`: walks the endpoints of a running installation as programs would, in its own words, OpenAI's and A1111's, and says
 * what it saw. It paints seven small pictures. Exit status: 0; 1 when something answered otherwise than it should; 2 for a usage error.
 */
import { parseArgs } from 'node:util'
import { tryA1111 } from './try-api/a1111.ts'
import { asking } from './try-api/asking.ts'
import { tryOpenai } from './try-api/openai.ts'
import { tryOwn } from './try-api/own.ts'

process.exitCode = await main()

async function main(): Promise<number> {
  const { url, key } = optionsOf()
  if (key === undefined) {
    process.stderr.write(
      'Give a key: npm run try-api -- --key dw_… [--url http://127.0.0.1:3000], or set API_KEY.\n',
    )
    return 2
  }
  const walk = asking(url, key, (text) => process.stdout.write(text))
  try {
    await tryOwn(walk)
    await tryOpenai(walk)
    await tryA1111(walk, key)
  } catch (error) {
    process.stderr.write(
      `${url} does not answer: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  }
  process.stdout.write(
    walk.wrong === 0 ? 'Everything answered as it should.\n' : `${walk.wrong} answers were not right.\n`,
  )
  return walk.wrong === 0 ? 0 : 1
}

function optionsOf(): { url: string; key: string | undefined } {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' } } })
  return { url: values.url ?? 'http://127.0.0.1:3000', key: values.key ?? process.env['API_KEY'] }
}
