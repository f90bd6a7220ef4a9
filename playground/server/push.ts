import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import type { Audience, EmulatorEvent } from '#discord-emulator/events.ts'
import type { Push, TrafficEntry } from './protocol.ts'
import { channelsOf, takeSnapshot, type Place } from './snapshot.ts'
import { trafficEntry } from './traffic.ts'
import type { PersonKey } from './world.ts'

/** Changes of the world come in groups; one snapshot tells of all. */
const snapshotDelayMs = 30
/** Proxies and browsers give up connections on which nothing moves. */
const keepAliveMs = 15_000
const shownTraffic = 200
const shownSettled = 30

/** Everything that one person sees, from now on, over one connection; with `developer`, the traffic too. */
export function pushTo(
  context: Context,
  place: Place,
  key: PersonKey,
  options: { developer: boolean },
): Response {
  const { events, url } = place.emulator
  const me = place.world.people[key].id
  return streamSSE(context, async (stream) => {
    const send = sender(stream, url)
    let snapshotTimer: NodeJS.Timeout | undefined
    const snapshotSoon = () => {
      snapshotTimer ??= setTimeout(() => {
        snapshotTimer = undefined
        send({ type: 'snapshot', snapshot: takeSnapshot(place, key) })
      }, snapshotDelayMs)
    }
    let traffic: TrafficEntry[] = []
    const trafficSoon = (entries: TrafficEntry[]) => {
      if (entries.length === 0) return
      if (traffic.length === 0)
        setImmediate(() => {
          send({ type: 'traffic', entries: traffic })
          traffic = []
        })
      traffic.push(...entries)
    }
    const isForMe = (audience: Audience) =>
      (audience.onlyFor === undefined || audience.onlyFor === me) &&
      channelsOf(place, key).some(({ id }) => id === audience.channelId)

    const hear = (event: EmulatorEvent) => {
      if (options.developer) {
        const entry = trafficEntry(event)
        if (entry !== undefined) trafficSoon([entry])
      }
      if (changesTheWorld(event)) snapshotSoon()
      const push = pushOf(event, me, isForMe)
      if (push !== undefined) send(push)
    }
    send({ type: 'snapshot', snapshot: takeSnapshot(place, key) })
    for (const push of settledOf(place, me)) send(push)
    if (options.developer)
      trafficSoon(
        events
          .log()
          .flatMap((event) => trafficEntry(event) ?? [])
          .slice(-shownTraffic),
      )
    const unsubscribe = events.subscribe(hear)
    const keepAlive = setInterval(() => void stream.write(': still here\n\n'), keepAliveMs)
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve)
    })
    unsubscribe()
    clearInterval(keepAlive)
    clearTimeout(snapshotTimer)
  })
}

/** What was answered while the page connected anew: else it would wait for that for ever. */
function settledOf({ emulator }: Place, me: string): Push[] {
  const own = [...emulator.state.interactions.values()].filter(({ userId }) => userId === me)
  return own.slice(-shownSettled).flatMap(({ id, type, failure, acknowledgement }): Push[] => {
    if (failure !== undefined) return [{ type: 'failed', interactionId: id, of: type }]
    return acknowledgement === undefined ? [] : [{ type: 'acknowledged', interactionId: id }]
  })
}

/** Files are served by us as well, so that the page needs no other origin. */
function sender(stream: SSEStreamingApi, emulatorUrl: string): (push: Push) => void {
  return (push) => {
    const data = JSON.stringify(push).replaceAll(`${emulatorUrl}/cdn/`, '/cdn/')
    // It never rejects: what is written to a page that has gone is dropped.
    void stream.writeSSE({ data })
  }
}

function changesTheWorld({ kind }: EmulatorEvent): boolean {
  return (
    kind === 'world.change' ||
    kind === 'commands.change' ||
    kind === 'gateway.open' ||
    kind === 'gateway.close'
  )
}

function pushOf(
  event: EmulatorEvent,
  me: string,
  isForMe: (audience: Audience) => boolean,
): Push | undefined {
  switch (event.kind) {
    case 'message.create':
    case 'message.edit':
      return isForMe(event.audience) ? { type: 'message', message: event.message } : undefined
    case 'message.delete':
      return isForMe(event.audience)
        ? { type: 'delete', channelId: event.audience.channelId, id: event.message.id }
        : undefined
    case 'interaction.acknowledge':
      return event.userId === me ? { type: 'acknowledged', interactionId: event.interactionId } : undefined
    case 'interaction.fail':
      return event.userId === me
        ? { type: 'failed', interactionId: event.interactionId, of: event.interactionType }
        : undefined
    case 'modal.open':
      return event.userId === me ? modalPush(event) : undefined
    default:
      return undefined
  }
}

function modalPush(event: Extract<EmulatorEvent, { kind: 'modal.open' }>): Push {
  // The emulator has checked it against Discord's description before it told of it.
  const modal = event.modal as Extract<Push, { type: 'modal' }>['modal']
  return { type: 'modal', interactionId: event.interactionId, modal }
}
