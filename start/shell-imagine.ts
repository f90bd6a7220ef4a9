import { Hono } from 'hono'
import { streamText } from 'hono/streaming'
import { z } from 'zod'
import type { EventFeed } from '#discord-emulator/events.ts'
import type { InteractionHandle } from '#discord-emulator/person/interaction-handle.ts'
import type { Person } from '#discord-emulator/person/person.ts'
import type { SeenMessage } from '#discord-emulator/person/seen-message.ts'
import type { Channel } from '#discord-emulator/world/records.ts'

/** Bot and database need about so long from the moment that the page is there. */
const startingRetrySeconds = '3'

/** A prompt, and any other option of /imagine by its name. */
const imagineRequest = z
  .object({ prompt: z.string().min(1) })
  .catchall(z.union([z.string(), z.number(), z.boolean()]))

/** What `POST /api/playground/imagine` answers, one JSON object a line. */
interface SeenState {
  /** The message's words, embeds' too, as far as they tell what goes on. */
  readonly text: string
  /** Addresses of the pictures in it: previews, then the finished one. */
  readonly pictures: readonly string[]
  /** Nothing more will come. */
  readonly done: boolean
}

export function shellImagineExample(url: string): string {
  return [
    `    curl -N ${url}/api/playground/imagine \\`,
    `      -H 'Content-Type: application/json' -d '{"prompt": "a red dragon"}'`,
  ].join('\n')
}

/** `POST /api/playground/imagine`: types /imagine as the member, and tells line by line what the member sees. */
export function shellImagine(world: { member: Person; channel: Channel; events: EventFeed }): Hono {
  return new Hono().post('/api/playground/imagine', async (context) => {
    // A page of another origin can send this type only after asking, which nobody answers.
    if (!context.req.header('Content-Type')?.startsWith('application/json')) {
      return context.json({ error: 'Send JSON, with Content-Type: application/json.' }, 415)
    }
    const body: unknown = await context.req.json().catch(() => undefined)
    const request = imagineRequest.safeParse(body)
    if (!request.success) {
      return context.json({ error: 'Send {"prompt": "…"} and, if you like, other options of /imagine.' }, 400)
    }
    if (world.member.commands(world.channel).length === 0) {
      const error = 'Dragon Wings is still starting: try again in a few seconds.'
      return context.json({ error }, 503, { 'Retry-After': startingRetrySeconds })
    }
    let handle: InteractionHandle
    try {
      handle = await world.member.slash(world.channel, 'imagine', request.data, { until: 'sent' })
    } catch (error) {
      return context.json({ error: error instanceof Error ? error.message : String(error) }, 400)
    }
    return streamText(context, async (stream) => {
      for await (const state of whatIsSeen(handle, world.events)) {
        if (stream.aborted) return
        await stream.writeln(JSON.stringify(state))
      }
    })
  })
}

async function* whatIsSeen(handle: InteractionHandle, events: EventFeed): AsyncGenerator<SeenState> {
  let last = ''
  for (;;) {
    const state = await events.until(
      () => {
        const now = seenState(handle)
        return now === undefined || JSON.stringify(now) === last ? undefined : now
      },
      { timeoutMs: 24 * 60 * 60 * 1000, explain: () => 'Nothing happened for a day' },
    )
    last = JSON.stringify(state)
    yield state
    if (state.done) return
  }
}

function seenState(handle: InteractionHandle): SeenState | undefined {
  if (handle.failure !== undefined) return { text: handle.failure, pictures: [], done: true }
  const message = handle.messages().at(-1)
  if (message === undefined) return undefined
  const words = [message.content, ...message.embeds.map((embed) => embed.description ?? '')]
  return {
    text: message.thinking ? 'thinking…' : words.filter((word) => word !== '').join(' · '),
    pictures: message.images.map(({ url }) => url),
    done: isFinal(message),
  }
}

/** A finished picture has buttons to go on with; a refusal or a failure is words alone. */
function isFinal(message: SeenMessage): boolean {
  if (message.thinking) return false
  if (message.ephemeral || message.buttons.some(({ label }) => label.includes('Reroll'))) return true
  return message.embeds.length === 0 && message.images.length === 0
}
