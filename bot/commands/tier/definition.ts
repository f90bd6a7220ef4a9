import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { described } from '#bot/commands/described.ts'

const member = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
  ...described('A member of this server', 'Ein Mitglied dieses Servers'),
} as const
const role = {
  type: ApplicationCommandOptionType.Role,
  name: 'role',
  ...described('Everybody who has this role', 'Alle, die diese Rolle haben'),
} as const
const tier = {
  type: ApplicationCommandOptionType.String,
  name: 'tier',
  ...described('free, pro, or a tier of this server', 'free, pro oder eine Stufe dieses Servers'),
  max_length: 32,
  autocomplete: true,
} as const

/** `/tier`: who may have how many pictures. */
export const definition: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'tier',
  ...described('Who may have how many pictures', 'Wer wie viele Bilder haben darf'),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'set',
      ...described('Give a tier to a member or to a role', 'Gib einem Mitglied oder einer Rolle eine Stufe'),
      options: [{ ...tier, required: true }, member, role],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      ...described(
        'Take a tier back from a member or a role, or remove a tier of this server',
        'Nimm einem Mitglied oder einer Rolle die Stufe, oder entferne eine Stufe dieses Servers',
      ),
      options: [member, role, tier],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      ...described('All tiers, and who was given one', 'Alle Stufen, und wer eine bekommen hat'),
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'define',
      ...described(
        'Make a tier for this server, or change one',
        'Mach eine Stufe für diesen Server, oder ändere eine',
      ),
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'name',
          ...described('What the tier is called', 'Wie die Stufe heißt'),
          required: true,
          max_length: 32,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'daily_images',
          ...described('Pictures a day', 'Bilder am Tag'),
          required: true,
          min_value: 0,
          max_value: 1_000_000,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'most_steps',
          ...described(
            'Most steps of a picture; as many as the operator allows when left out',
            'Meiste Schritte eines Bildes; so viele, wie der Betreiber erlaubt, wenn es fehlt',
          ),
          min_value: 1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'largest_size',
          ...described(
            'Largest picture, such as 768x768; as large as the operator allows when left out',
            'Größtes Bild, etwa 768x768; so groß, wie der Betreiber erlaubt, wenn es fehlt',
          ),
          max_length: 16,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'weight',
          ...described(
            'Share of the painter: with 2 it waits half as long as with 1',
            'Anteil am Maler: mit 2 wartet man halb so lang wie mit 1',
          ),
          min_value: 0.1,
          max_value: 1000,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      ...described(
        'The tier of a member, and why they have it',
        'Die Stufe eines Mitglieds, und warum es sie hat',
      ),
      options: [{ ...member, required: true }],
    },
  ],
}
