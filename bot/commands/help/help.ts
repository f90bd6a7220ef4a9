import type { PrivateCommand } from '#bot/contract/command.ts'
import { argumentsOf } from '#bot/commands/arguments.ts'
import { helpDefinition } from './definition.ts'
import { examplePictures } from './example-pictures.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { extraNetworksOf } from '#db/extra-networks.ts'
import { knownModels } from '#db/workers.ts'
import { helpMessage } from '#messages/help.ts'
import { promptsHelpMessage, shownExamples } from '#messages/prompts-help.ts'
import { wildcardNames } from '#request/draw-words.ts'

export const help = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: helpDefinition,
  async answer(interaction, { db, config }) {
    const models = await knownModels(db)
    const { locale } = interaction
    const { topic } = argumentsOf(interaction, helpDefinition)
    if (topic === 'prompts') {
      const [embeddings, wildcards, files] = await Promise.all([
        extraNetworksOf(db, ['embedding']),
        wildcardNames(config.modelsDir),
        examplePictures(shownExamples),
      ])
      const names = embeddings.map(({ name }) => name)
      return { body: promptsHelpMessage({ models, embeddings: names, wildcards, locale }), files }
    }
    return helpMessage({
      models,
      admin: isAdmin(interaction),
      locale,
    })
  },
} as const satisfies PrivateCommand
