import type { APIEmbed } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'
import { textLength } from './text-length.ts'
import { embedAddresses } from '#discord-emulator/world/attachment-addresses.ts'

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits; single lengths are in the schema. */
const totalLimit = 6000

export function embedIssues(embeds: readonly APIEmbed[]): Issue[] {
  const issues = embeds.flatMap((embed, index) => [
    ...(isEmpty(embed)
      ? [issue(['embeds', index, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')]
      : []),
    ...fieldIssues(embed, index),
    ...embedAddresses(embed).flatMap(({ path, url }) =>
      /^(https?|attachment):\/\//.test(url)
        ? []
        : [
            issue(
              ['embeds', index, ...path],
              'URL_TYPE_INVALID_SCHEME',
              `Scheme "${url.split(':')[0]}" is not supported. Scheme must be one of ('http', 'https', 'attachment').`,
            ),
          ],
    ),
  ])
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0)
  return total > totalLimit
    ? [
        ...issues,
        issue(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${totalLimit}`),
      ]
    : issues
}

function fieldIssues(embed: APIEmbed, index: number): Issue[] {
  return (embed.fields ?? []).flatMap((field, i) =>
    (['name', 'value'] as const).flatMap((key) =>
      field[key].trim() === ''
        ? [issue(['embeds', index, 'fields', i, key], 'BASE_TYPE_REQUIRED', 'This field is required')]
        : [],
    ),
  )
}

function isEmpty(embed: APIEmbed): boolean {
  const { title, description, fields, image, thumbnail, footer, author } = embed
  return !(title || description || fields?.length || image || thumbnail || footer?.text || author?.name)
}

function embedLength(embed: APIEmbed): number {
  return [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
  ].reduce((sum, text) => sum + textLength((text ?? '').trim()), 0)
}
