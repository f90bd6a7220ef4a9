import type { Button } from '#bot/contract/component.ts'
import { showExtraNetworks } from '#bot/pictures/extra-networks.ts'
import { parseCustomId } from '#messages/custom-id.ts'

/** Turns the page of `/lora list`; which one stands in the button. */
export const loraPage: Button = {
  acknowledge: 'update',
  repeatable: true,
  update: (interaction, _, deps) =>
    showExtraNetworks(parseCustomId('button', interaction.customId)?.page ?? 0, interaction.locale, deps),
}
