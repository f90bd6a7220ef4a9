import type { Button } from '#bot/contract/component.ts'
import { showExtraNetworks } from '#bot/pictures/extra-networks.ts'
import { parseCustomId } from '#messages/custom-id.ts'
import type { NetworkList } from '#messages/extra-networks.ts'

/** Turns the page of `/lora list` or `/model list`; which one stands in the button. */
const pageOf = (list: NetworkList): Button => ({
  acknowledge: 'update',
  repeatable: true,
  update: (interaction, _, deps) =>
    showExtraNetworks(list, parseCustomId('button', interaction.customId)?.page ?? 0, interaction, deps),
})

export const loraPage = pageOf('loras')
export const modelPage = pageOf('models')
