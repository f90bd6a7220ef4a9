import { REST } from '@discordjs/rest'
import { ButtonStyle, ComponentType, Routes } from 'discord-api-types/v10'
import { z } from 'zod'
import { restOptions } from '#delivery/rest-options.ts'
import type { House } from './house.ts'
import type { Person, SeenMessage } from './seen.ts'

export const button = (custom_id: string) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: custom_id.slice(0, 40),
  custom_id,
})

/** A message of the bot with components that this version never made, as `person` sees it. */
export async function postComponents(
  house: House,
  person: Person,
  ...rows: object[][]
): Promise<SeenMessage> {
  const rest = new REST(restOptions(house.config)).setToken(house.application.token)
  const components = rows.map((row) => ({ type: ComponentType.ActionRow, components: row }))
  const body = { content: 'forged', components }
  const posted = await rest.post(Routes.channelMessages(house.channel.id), { body })
  const { id } = z.object({ id: z.string() }).parse(posted)
  return person.sees(house.channel, (message) => message.id === id)
}
