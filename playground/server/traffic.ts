import { InteractionType } from 'discord-api-types/v10'
import type { EmulatorEvent } from '#discord-emulator/events.ts'
import type { TrafficEntry } from './protocol.ts'

const interactionKinds: Record<number, string> = {
  [InteractionType.ApplicationCommand]: 'command',
  [InteractionType.MessageComponent]: 'component',
  [InteractionType.ApplicationCommandAutocomplete]: 'autocomplete',
  [InteractionType.ModalSubmit]: 'modal',
}

/** How an event stands in the drawer; undefined for what says nothing new there. */
export function trafficEntry(event: EmulatorEvent): TrafficEntry | undefined {
  const base = { seq: event.seq, at: event.at, tone: 'plain' as const }
  switch (event.kind) {
    case 'rest': {
      const { method, path, status, tookMs, fault } = event.call
      const bad = status === null || status >= 400
      return {
        ...base,
        kind: 'rest',
        title: `${method} ${shortPath(path)}`,
        detail: `${status ?? 'no answer'} · ${Math.round(tookMs)} ms${fault === undefined ? '' : ` · fault ${fault}`}`,
        tone: bad ? 'bad' : 'good',
      }
    }
    case 'interaction.create':
      return {
        ...base,
        kind: 'interaction',
        title: `Interaction: ${describe(event.payload)}`,
        detail: event.interactionId,
      }
    case 'interaction.acknowledge':
      return {
        ...base,
        kind: 'interaction',
        title: `Acknowledged as ${event.as}${event.ephemeral && event.as !== 'modal' ? ', ephemeral' : ''}`,
        detail: `after ${event.afterMs} ms of 3,000`,
        tone: 'good',
      }
    case 'interaction.fail':
      return { ...base, kind: 'interaction', title: event.text, detail: event.interactionId, tone: 'bad' }
    case 'gateway.open':
      return {
        ...base,
        kind: 'gateway',
        title: event.resumed ? 'Gateway resumed' : 'Gateway connected',
        detail: `shard ${event.shard}`,
        tone: 'good',
      }
    case 'gateway.close':
      return { ...base, kind: 'gateway', title: 'Gateway closed', detail: `code ${event.code}`, tone: 'bad' }
    case 'gateway.frame':
      // Heartbeats and their answers would drown the rest.
      return event.type === null
        ? undefined
        : { ...base, kind: 'gateway', title: event.type, detail: event.direction }
    default:
      return undefined
  }
}

/** What is behind an entry: payloads and bodies. */
export function trafficBody(event: EmulatorEvent): unknown {
  if (event.kind === 'rest') {
    const { requestBody, responseBody, files, query, status } = event.call
    return { query, request: requestBody, files, status, response: responseBody }
  }
  return event
}

/** Tokens and ids are long and say nothing to the eye; the bodies have them whole. */
function shortPath(path: string): string {
  return path.replaceAll(/\/[\w-]{40,}/g, '/:token').replaceAll(/\d{13,}(\d{4})/g, '…$1')
}

function describe(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || !('type' in payload)) return 'unknown'
  const kind = interactionKinds[Number(payload.type)] ?? 'unknown'
  const data = 'data' in payload && typeof payload.data === 'object' ? payload.data : null
  if (data === null) return kind
  const name = 'name' in data ? `/${String(data.name)}` : 'custom_id' in data ? String(data.custom_id) : ''
  return `${kind} ${name}`
}
