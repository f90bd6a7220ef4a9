import { Client, type Message, Message as MessageClass } from 'discord.js'
import { ComponentType, EmbedType, MessageFlags, MessageType } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { picturesOf } from './foreign-picture.ts'

const id = '100000000000000001'
const cdn = (name: string) => `https://cdn.discordapp.com/attachments/1/2/${name}?ex=1&is=2&hm=3`
const file = (name: string, contentType?: string | null) => ({
  id: `1000000000000000${name.length}${name.charCodeAt(0)}`,
  filename: name,
  size: 10,
  url: cdn(name),
  proxy_url: cdn(name),
  ...(contentType === undefined ? {} : { content_type: contentType }),
})

/** A message as Discord sends it, in discord.js' hands. Its constructor is for discord.js alone, as far as types go. */
function message(parts: object): Message {
  const client = new Client({ intents: [] })
  const raw = {
    id,
    channel_id: id,
    author: { id, username: 'anna', discriminator: '0', avatar: null },
    type: MessageType.Default,
    content: '',
    timestamp: new Date(0).toISOString(),
    edited_timestamp: null,
    attachments: [],
    embeds: [],
    components: [],
    mentions: [],
    mention_roles: [],
    ...parts,
  }
  return Reflect.construct(MessageClass, [client, raw])
}

test('attached files that say or are called what they are', () => {
  const attachments = [
    file('a.png', 'image/png'),
    file('b.PNG', null),
    file('c.webp'),
    file('d.png', 'application/octet-stream'),
    file('notes.txt', 'text/plain; charset=utf-8'),
    file('film.mp4', 'video/mp4'),
    file('archive'),
  ]
  expect(picturesOf(message({ attachments }))).toEqual(['a.png', 'b.PNG', 'c.webp', 'd.png'].map(cdn))
})

test('what was forwarded', () => {
  const snapshot = {
    content: 'look',
    timestamp: new Date(0).toISOString(),
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    type: MessageType.Default,
    flags: 0,
    attachments: [file('a.png', 'image/png')],
    embeds: [{ type: EmbedType.Image, url: cdn('b.png') }],
    components: [],
  }
  const forwarded = message({
    message_reference: { type: 1, channel_id: id, message_id: id },
    message_snapshots: [{ message: snapshot }],
    flags: MessageFlags.HasSnapshot,
  })
  expect(picturesOf(forwarded)).toEqual(['a.png', 'b.png'].map(cdn))
})

test('galleries, sections and files of other apps, at any depth', () => {
  const media = (name: string, contentType?: string) => ({
    url: cdn(name),
    proxy_url: cdn(name),
    ...(contentType === undefined ? {} : { content_type: contentType }),
  })
  const components = [
    { type: ComponentType.TextDisplay, id: 1, content: 'hello' },
    {
      type: ComponentType.Container,
      id: 2,
      components: [
        {
          type: ComponentType.MediaGallery,
          id: 3,
          items: [
            { media: media('a.png', 'image/png') },
            { media: media('b.mp4', 'video/mp4') },
            { media: media('c.png') },
          ],
        },
        {
          type: ComponentType.Section,
          id: 4,
          components: [{ type: ComponentType.TextDisplay, id: 5, content: 'x' }],
          accessory: { type: ComponentType.Thumbnail, id: 6, media: media('d.png', 'image/png') },
        },
      ],
    },
    { type: ComponentType.File, id: 7, file: media('e.png') },
    { type: ComponentType.File, id: 8, file: media('f.txt') },
    { type: ComponentType.MediaGallery, id: 9, items: [{ media: media('g.webp', 'image/webp') }] },
  ]
  expect(picturesOf(message({ components, flags: MessageFlags.IsComponentsV2 }))).toEqual(
    ['a.png', 'c.png', 'd.png', 'e.png', 'g.webp'].map(cdn),
  )
})

test('embeds: a link to a picture, an app’s picture, and its small one; no page’s or film’s own', () => {
  const embeds = [
    {
      type: EmbedType.Image,
      url: cdn('a.png'),
      thumbnail: { url: cdn('a.png'), proxy_url: 'https://media.discordapp.net/a' },
    },
    { type: EmbedType.Rich, image: { url: cdn('b.png') } },
    { type: EmbedType.Rich, thumbnail: { url: cdn('c.png') } },
    {
      type: EmbedType.Article,
      url: 'https://example.com',
      thumbnail: { url: 'https://example.com/logo.png' },
    },
    {
      type: EmbedType.Video,
      url: 'https://example.com/film',
      thumbnail: { url: 'https://example.com/still.png' },
    },
  ]
  expect(picturesOf(message({ embeds }))).toEqual(['a.png', 'b.png', 'c.png'].map(cdn))
})

test('a picture that is there twice counts once; none is none', () => {
  const twice = message({
    attachments: [file('a.png', 'image/png')],
    embeds: [{ type: EmbedType.Rich, image: { url: cdn('a.png') } }],
  })
  expect(picturesOf(twice)).toEqual([cdn('a.png')])
  expect(picturesOf(message({ content: 'no picture here' }))).toEqual([])
})
