import { answerSubcommands, type SubcommandHandlers } from '#bot/commands/subcommands.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { askerOf, entitledUntil } from '#bot/request/asker.ts'
import { PersonError } from '#core/errors.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '#db/api-keys.ts'
import { apiKeyListMessage } from '#messages/api-keys.ts'
import { typed } from '#messages/escape.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { apikeyDefinition } from './definition.ts'
import { keyChoices } from './key-choices.ts'

const nameShown = 80

const handlers: SubcommandHandlers<typeof apikeyDefinition> = {
  /** The key acts where it was made: under that server's rules, and as this person's roles allow there. */
  async create(interaction, { db, config, clock }, { name, daily_images: picturesPerDay }) {
    const texts = textsFor(interaction.locale).apiKeys
    const { userId, roleIds, ageRestricted } = askerOf(interaction, config)
    const made = await createApiKey(db, {
      userId,
      name: name.trim(),
      guildId: interaction.guildId,
      roleIds: [...roleIds],
      entitledUntil: entitledUntil(interaction, config, clock.now()),
      ageRestricted,
      picturesPerDay,
    })
    if (made === undefined) throw new PersonError('refused', texts.tooMany)
    const said = texts.created(typed(made.row.name, nameShown), made.key)
    return notice(config.api ? said : `${said}\n${texts.off}`)
  },

  async list(interaction, { db }) {
    return apiKeyListMessage(await listApiKeys(db, interaction.user.id), interaction.locale)
  },

  async revoke(interaction, { db }, { key }) {
    const texts = textsFor(interaction.locale).apiKeys
    const revoked = await revokeApiKey(db, key.trim(), interaction.user.id)
    if (revoked === undefined) throw new PersonError('refused', texts.unknown(typed(key, nameShown)))
    return notice(texts.revoked(typed(revoked.name, nameShown)))
  },
}

export const apikey: PrivateCommand = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: apikeyDefinition,
  autocomplete: keyChoices,
  answer: answerSubcommands(apikeyDefinition, handlers),
}
