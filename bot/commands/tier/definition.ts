import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'

const member = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
  name_localizations: { de: 'mitglied' },
  description: 'A member of this server',
  description_localizations: { de: 'Ein Mitglied dieses Servers' },
} as const
const role = {
  type: ApplicationCommandOptionType.Role,
  name: 'role',
  name_localizations: { de: 'rolle' },
  description: 'Everybody who has this role',
  description_localizations: { de: 'Alle, die diese Rolle haben' },
} as const
const tier = {
  type: ApplicationCommandOptionType.String,
  name: 'tier',
  name_localizations: { de: 'stufe' },
  description: 'free, pro, or a tier of this server',
  description_localizations: { de: 'free, pro oder eine Stufe dieses Servers' },
  max_length: 32,
  autocomplete: true,
} as const

/** `/tier`: who may have how many pictures. */
export const definition: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'tier',
  name_localizations: { de: 'stufe' },
  description: 'Who may have how many pictures',
  description_localizations: { de: 'Wer wie viele Bilder haben darf' },
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'set',
      description: 'Give a tier to a member or to a role',
      description_localizations: { de: 'Gib einem Mitglied oder einer Rolle eine Stufe' },
      options: [{ ...tier, required: true }, member, role],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      description: 'Take a tier back from a member or a role, or remove a tier of this server',
      description_localizations: {
        de: 'Nimm einem Mitglied oder einer Rolle die Stufe, oder entferne eine Stufe dieses Servers',
      },
      options: [member, role, tier],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      description: 'All tiers, and who was given one',
      description_localizations: { de: 'Alle Stufen, und wer eine bekommen hat' },
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'define',
      description: 'Make a tier for this server, or change one',
      description_localizations: { de: 'Mach eine Stufe für diesen Server, oder ändere eine' },
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'name',
          description: 'What the tier is called',
          description_localizations: { de: 'Wie die Stufe heißt' },
          required: true,
          max_length: 32,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'daily_images',
          description: 'Pictures a day',
          description_localizations: { de: 'Bilder am Tag' },
          required: true,
          min_value: 0,
          max_value: 1_000_000,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'most_steps',
          description: 'Most steps of a picture; as many as the operator allows when left out',
          description_localizations: {
            de: 'Meiste Schritte eines Bildes; so viele, wie der Betreiber erlaubt, wenn es fehlt',
          },
          min_value: 1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'largest_size',
          description: 'Largest picture, such as 768x768; as large as the operator allows when left out',
          description_localizations: {
            de: 'Größtes Bild, etwa 768x768; so groß, wie der Betreiber erlaubt, wenn es fehlt',
          },
          max_length: 16,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'weight',
          description: 'Share of the painter: with 2 it waits half as long as with 1',
          description_localizations: { de: 'Anteil am Maler: mit 2 wartet man halb so lang wie mit 1' },
          min_value: 0.1,
          max_value: 1000,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      description: 'The tier of a member, and why they have it',
      description_localizations: { de: 'Die Stufe eines Mitglieds, und warum es sie hat' },
      options: [{ ...member, required: true }],
    },
  ],
}
