import { parse } from 'discord-markdown-parser'
import { sentAt } from '#playground/page/parts/time.tsx'
import { texts } from '#playground/page/texts/texts.ts'
import { snapshot, userNamed } from '#playground/page/state/store.ts'
import { linkedMessage } from './message-link.tsx'

type Node = ReturnType<typeof parse>[number]

export const nameOf = (id: string, otherwise: string) => userNamed(id)?.name ?? otherwise

/** A text in one line without its markup: people, channels and messages by their names, as the line above a reply shows it. */
export function plainWords(text: string): string {
  return parse(text, 'extended').map(wordsOf).join('').replaceAll(/\s+/g, ' ').trim()
}

function wordsOf(node: Node): string {
  const id = String(node['id'])
  switch (node.type) {
    case 'br':
    case 'newline':
      return ' '
    case 'user':
      return `@${nameOf(id, 'unknown-user')}`
    case 'role':
      return `@${snapshot.value?.roles.find((role) => role.id === id)?.name ?? 'unknown'}`
    case 'channel':
      return `#${channelName(id)}`
    case 'everyone':
    case 'here':
      return `@${node.type}`
    case 'slashCommand':
      return `/${String(node['fullName'])}`
    case 'emoji':
      return `:${String(node['name'])}:`
    case 'timestamp':
      return sentAt(new Date(Number(node['timestamp']) * 1000))
    case 'spoiler':
      return '▇▇▇'
    case 'url':
    case 'link':
    case 'autolink': {
      const linked = linkedMessage(String(node['target']))
      return linked === undefined
        ? inner(node)
        : `#${channelName(linked.channelId)}${linked.messageId === undefined ? '' : ` › ${texts.message.linked}`}`
    }
    default:
      return inner(node)
  }
}

const channelName = (id: string) => snapshot.value?.channels.find((one) => one.id === id)?.name ?? 'unknown'

const inner = (node: Node): string =>
  Array.isArray(node['content']) ? node['content'].map(wordsOf).join('') : String(node['content'] ?? '')
