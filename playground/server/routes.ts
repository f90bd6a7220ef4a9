import { Locale } from 'discord-api-types/v10'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import { ClientRefusal } from '#discord-emulator/person/client-refusal.ts'
import type { PickedFile } from '#discord-emulator/person/command-options.ts'
import { act, actionSchema, autocomplete, autocompleteSchema, NotThere } from './actions.ts'
import type { PlaygroundBackstage } from './backstage.ts'
import { faultNames, makeFault } from './faults.ts'
import { guard, securityHeaders } from './guard.ts'
import { loadPage, type PageFile } from './page-build.ts'
import type { ActionAnswer, BackstageView, FaultAnswer } from './protocol.ts'
import { pushTo } from './push.ts'
import { rateLimitsOf } from './rate-limits.ts'
import type { Place } from './snapshot.ts'
import { followTiers } from './tiers.ts'
import { trafficBody } from './traffic.ts'
import { personKeys, type PlaygroundWorld } from './world.ts'

export interface PlaygroundOptions {
  emulator: DiscordEmulator
  world: PlaygroundWorld
  /** `HTTP_HOST`: the one name, besides localhost and addresses, that the server answers to. */
  host: string
  /** Prompts to click. */
  examples: string[]
  backstage?: PlaygroundBackstage
}

const personQuery = z.enum(personKeys).catch('member')
/** Discord's names of the languages that the page has. */
const locales: Readonly<Record<string, Locale>> = {
  en: Locale.EnglishUS,
  de: Locale.German,
  fr: Locale.French,
}
/** A request's body, files included: somewhat more than Discord lets through. */
const maxBodyBytes = 30 * 1024 * 1024

/** The page, what it asks for, and its push connection; to be mounted at the root. Builds the page where it must. */
export async function playgroundRoutes(options: PlaygroundOptions): Promise<Hono> {
  const { emulator, world, backstage } = options
  const page = await loadPage()
  const place: Place = {
    emulator,
    world,
    examples: options.examples,
    hasBackstage: backstage !== undefined,
    tiers: followTiers(emulator, world, backstage),
  }

  /** Who asks; their client's language is that of the page. */
  const who = (context: Context) => {
    const key = personQuery.parse(context.req.query('as'))
    world.people[key].user.locale = locales[context.req.query('lang') ?? ''] ?? Locale.EnglishUS
    return key
  }

  const app = new Hono()
  app.onError((error, context) => {
    // What our page would never send.
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return context.text('Not understood', 400)
    throw error
  })
  // `/api/playground/*` guards routes that the caller adds to the returned app.
  for (const path of ['/', '/assets/*', '/cdn/*', '/playground/*', '/api/playground/*'])
    app.use(path, guard(options.host), securityHeaders)

  app.get('/', (context) => pageFile(context, page.get('index.html'), 'no-cache'))
  app.get('/assets/:name', (context) =>
    pageFile(context, page.get(context.req.param('name')), 'public, max-age=31536000, immutable'),
  )
  app.get('/cdn/*', async (context) => {
    const { pathname, search } = new URL(context.req.url)
    const answer = await fetch(`${emulator.url}${pathname}${search}`)
    return new Response(answer.body, {
      status: answer.status,
      headers: {
        'content-type': answer.headers.get('content-type') ?? 'application/octet-stream',
        'content-disposition': answer.headers.get('content-disposition') ?? 'attachment',
        // What is not there yet, or any more, is asked for again.
        'cache-control': answer.ok ? 'private, max-age=86400' : 'no-store',
      },
    })
  })

  app.get('/playground/events', (context) =>
    pushTo(context, place, who(context), { developer: context.req.query('developer') === '1' }),
  )
  app.post('/playground/act', async (context) => {
    if (Number(context.req.header('content-length') ?? 0) > maxBodyBytes)
      return context.json<ActionAnswer>({ refused: { reason: 'files_too_large', about: '' } }, 413)
    const form = await context.req.formData()
    const action = actionSchema.parse(JSON.parse(z.string().parse(form.get('action'))))
    try {
      return context.json<ActionAnswer>(await act(place, who(context), action, await filesOf(form)))
    } catch (error) {
      return context.json<ActionAnswer>(refusalOf(error), 422)
    }
  })
  app.post('/playground/autocomplete', async (context) => {
    const question = autocompleteSchema.parse(await context.req.json())
    try {
      return context.json({ choices: await autocomplete(place, who(context), question) })
    } catch (error) {
      return context.json(refusalOf(error), 422)
    }
  })

  app.get('/playground/traffic/:seq', (context) => {
    const seq = Number(context.req.param('seq'))
    const event = emulator.events.log(seq - 1)[0]
    return event?.seq === seq ? context.json(trafficBody(event)) : context.json(null, 404)
  })
  app.get('/playground/backstage', async (context) =>
    context.json<BackstageView>({
      rateLimits: rateLimitsOf(emulator),
      queue: (await backstage?.queue()) ?? [],
      tables: (await backstage?.rows()) ?? [],
    }),
  )
  app.post('/playground/faults/:name', async (context) => {
    const name = z.enum(faultNames).parse(context.req.param('name'))
    return context.json<FaultAnswer>({ made: await makeFault(name, emulator, backstage) })
  })
  return app
}

function pageFile(context: Context, file: PageFile | undefined, cacheControl: string): Response {
  if (file === undefined) return context.text('Not found', 404)
  const zips = context.req.header('accept-encoding')?.includes('gzip') === true
  return context.body(zips ? file.gzipped : file.bytes, 200, {
    'content-type': file.contentType,
    'cache-control': cacheControl,
    vary: 'accept-encoding',
    ...(zips ? { 'content-encoding': 'gzip' } : {}),
  })
}

async function filesOf(form: FormData): Promise<Map<string, PickedFile>> {
  const files = new Map<string, PickedFile>()
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') continue
    const data = new Uint8Array(await value.arrayBuffer())
    files.set(field, { name: value.name, data, ...(value.type === '' ? {} : { contentType: value.type }) })
  }
  return files
}

function refusalOf(error: unknown): Pick<ActionAnswer, 'error' | 'refused'> {
  if (error instanceof ClientRefusal) return { refused: { reason: error.reason, about: error.about } }
  if (error instanceof NotThere) return { refused: { reason: error.reason, about: '' } }
  return { error: error instanceof Error ? error.message : String(error) }
}
