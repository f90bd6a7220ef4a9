import { parse } from 'discord-markdown-parser'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { pickMentioned } from '#playground/page/input/draft.ts'
import { Timestamp } from '#playground/page/parts/time.tsx'
import { snapshot, userNamed } from '#playground/page/state/store.ts'
import { linkedMessage, MessageLink } from './message-link.tsx'
import { texts } from '#playground/page/texts/texts.ts'

type Node = ReturnType<typeof parse>[number]

/**
 * Discord's markdown (https://discord.com/developers/docs/reference#message-formatting). The parser gives a tree, and
 * the tree becomes elements whose text the framework escapes: nothing in a message is ever read as HTML.
 */
export function Markdown({ text }: { text: string }) {
  return <>{parse(text, 'extended').map(element)}</>
}

const inner = (node: Node): ComponentChildren =>
  Array.isArray(node['content']) ? node['content'].map(element) : String(node['content'] ?? '')

function element(node: Node): ComponentChildren {
  switch (node.type) {
    case 'strong':
      return <strong>{inner(node)}</strong>
    case 'em':
      return <em>{inner(node)}</em>
    case 'underline':
      return <u>{inner(node)}</u>
    case 'strikethrough':
      return <s>{inner(node)}</s>
    case 'br':
    case 'newline':
      return <br />
    case 'inlineCode':
      return <code class="inline-code">{String(node['content'])}</code>
    case 'codeBlock':
      return (
        <pre class="code-block" tabIndex={0}>
          <code>{String(node['content'])}</code>
        </pre>
      )
    case 'blockQuote':
      return <blockquote>{inner(node)}</blockquote>
    case 'heading':
      // A message is no chapter of the page: its headings are large words.
      return <strong class={`heading heading-${Number(node['level'])}`}>{inner(node)}</strong>
    case 'subtext':
      return <small>{inner(node)}</small>
    case 'spoiler':
      return <Spoiler>{inner(node)}</Spoiler>
    case 'url':
    case 'link':
    case 'autolink':
      return <Link target={String(node['target'])}>{inner(node)}</Link>
    case 'timestamp':
      return <Timestamp seconds={Number(node['timestamp'])} format={textOf(node['format'])} />
    case 'user':
      return <span class="mention">@{userNamed(String(node['id']))?.name ?? 'unknown-user'}</span>
    case 'role':
      return <span class="mention">@{nameIn('roles', String(node['id']))}</span>
    case 'channel':
      return <span class="mention">#{nameIn('channels', String(node['id']))}</span>
    case 'everyone':
    case 'here':
      return <span class="mention">@{node.type}</span>
    case 'slashCommand':
      return <CommandMention id={String(node['id'])} name={String(node['fullName'])} />
    case 'emoji':
      return `:${String(node['name'])}:`
    default:
      return inner(node)
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

function nameIn(list: 'roles' | 'channels', id: string): string {
  return snapshot.value?.[list].find((each) => each.id === id)?.name ?? texts.message.unknown
}

function Link({ target, children }: { target: string; children: ComponentChildren }) {
  const linked = linkedMessage(target)
  if (linked !== undefined) return <MessageLink {...linked} />
  // Nothing but the web: `javascript:` and the like stay words.
  if (!/^https?:\/\//i.test(target)) return <>{children}</>
  return (
    <a href={target} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** Fills the input with the command, as in Discord. */
function CommandMention({ id, name }: { id: string; name: string }) {
  return (
    <button type="button" class="mention link" onClick={() => pickMentioned(id, name)}>
      /{name}
    </button>
  )
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [shown, show] = useState(false)
  if (shown) return <span class="spoiler shown">{children}</span>
  return (
    <button type="button" class="spoiler" aria-label={texts.message.showText} onClick={() => show(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
