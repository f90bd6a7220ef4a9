import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  type ChatInputCommandInteraction,
  type Interaction,
} from 'discord.js'
import sharp from 'sharp'

const commands = [
  {
    name: 'imagine',
    description: 'Paint a picture from your words',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description: 'What the picture shows',
        required: true,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'steps',
        description: 'How many steps',
        min_value: 1,
        max_value: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'scheduler',
        description: 'How it is painted',
        choices: [
          { name: 'Euler', value: 'euler' },
          { name: 'DPM++ 2M Karras', value: 'dpmpp_2m_karras' },
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'model',
        description: 'Who paints',
        autocomplete: true,
      },
      { type: ApplicationCommandOptionType.Attachment, name: 'image', description: 'What to start from' },
    ],
  },
  {
    name: 'quota',
    nameLocalizations: { de: 'kontingent' },
    description: 'What you have left today',
    descriptionLocalizations: { de: 'Was du heute noch hast' },
  },
  { name: 'silent', description: 'Nobody answers this one' },
  { name: 'Image info', type: ApplicationCommandType.Message },
] as const

const button = (
  id: string,
  label: string,
  style: Exclude<ButtonStyle, ButtonStyle.Link | ButtonStyle.Premium>,
) => new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style)

const buttonRow = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    button('reroll', 'Reroll', ButtonStyle.Secondary),
    button('edit', 'Edit', ButtonStyle.Primary),
    button('keep', 'Favourite', ButtonStyle.Success),
    button('dead', 'Delete', ButtonStyle.Danger),
    new ButtonBuilder().setURL('https://example.com/').setLabel('Docs').setStyle(ButtonStyle.Link),
  )

const menuRow = () =>
  new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('more')
      .setPlaceholder('More…')
      .addOptions(
        { label: 'Strong variation', value: 'strong', description: 'Further away from this one' },
        { label: 'Settings as text', value: 'text' },
      ),
  )

async function paint(width: number, colour: string, blur: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="100%" height="100%" fill="#20304a"/><circle cx="50%" cy="60%" r="30%" fill="${colour}"/></svg>`
  const image = sharp(Buffer.from(svg))
  return await (blur > 0 ? image.blur(blur) : image).png().toBuffer()
}

async function imagine(interaction: ChatInputCommandInteraction): Promise<void> {
  const prompt = interaction.options.getString('prompt', true)
  await interaction.deferReply()
  const show = async (name: string, content: string, blur: number) => {
    const file = new AttachmentBuilder(await paint(256, '#d3402f', blur), {
      name,
      description: `A picture of: ${prompt}`,
    })
    const embed = new EmbedBuilder()
      .setColor(0x5865f2)
      .setDescription(prompt.replaceAll(/[<*_[\]()]/g, String.raw`\$&`))
      .addFields({ name: 'Steps', value: '2', inline: true }, { name: 'Seed', value: '42', inline: true })
      .setImage(`attachment://${name}`)
    const components = blur > 0 ? [] : [buttonRow(), menuRow()]
    await interaction.editReply({ content, embeds: [embed], files: [file], attachments: [], components })
  }
  await show('preview.png', 'Painting: step 1 of 2', 8)
  await show(prompt.includes('secret') ? 'SPOILER_picture.png' : 'picture.png', '', 0)
}

const idOf = ({ client }: Interaction, name: string) =>
  client.application.commands.cache.find((command) => command.name === name)?.id ?? 'none'

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused()
    const models = ['dragon-mini', 'stable-diffusion-v1-5'].filter((name) => name.includes(typed))
    await interaction.respond(models.map((name) => ({ name, value: name })))
  } else if (interaction.isChatInputCommand()) {
    if (interaction.commandName === 'imagine') await imagine(interaction)
    if (interaction.commandName === 'quota')
      await interaction.reply({
        content: `You have **3** left, new ones <t:4102444800:R>. Spend one with </imagine:${idOf(interaction, 'imagine')}>.`,
        flags: MessageFlags.Ephemeral,
      })
  } else if (interaction.isMessageContextMenuCommand())
    await interaction.reply({
      content: `Info of ${interaction.targetMessage.id}`,
      flags: MessageFlags.Ephemeral,
    })
  else if (interaction.isButton() && interaction.customId === 'reroll') await interaction.reply('Once more!')
  else if (interaction.isButton() && interaction.customId === 'edit') {
    const prompt = new TextInputBuilder()
      .setCustomId('prompt')
      .setStyle(TextInputStyle.Paragraph)
      .setValue('a dragon')
    const label = new LabelBuilder().setLabel('Prompt').setTextInputComponent(prompt)
    await interaction.showModal(
      new ModalBuilder().setCustomId('edit').setTitle('Edit').addLabelComponents(label),
    )
  } else if (interaction.isModalSubmit())
    await interaction.reply(`Edited: ${interaction.fields.getTextInputValue('prompt')}`)
  else if (interaction.isStringSelectMenu())
    await interaction.reply(`Picked ${interaction.values.join(', ')}`)
}

/** A small bot with one of each thing that the page must draw; unmodified discord.js, as the real one is. */
export async function startFakeBot(apiUrl: string, token: string): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } })
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => {
      // The test sees what is missing on the page.
      process.stderr.write(`The fake bot: ${String(error)}\n`)
    })
  })
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  await client.login(token)
  await ready
  await client.application?.commands.set([...commands])
  return client
}
