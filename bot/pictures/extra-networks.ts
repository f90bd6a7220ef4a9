import type { Interaction } from 'discord.js'
import { type PaintTerms, refuseUse, type TermsRefusal } from '#core/paint-terms.ts'
import { extraNetworksOf, previewsOf } from '#db/extra-networks.ts'
import { knownModels } from '#db/workers.ts'
import type { Db } from '#db/connect.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import {
  extraNetworksMessage,
  extraNetworksPageSize,
  type ListedNetwork,
  type NetworkList,
} from '#messages/extra-networks.ts'
import { findTerms } from '#bot/request/find-terms.ts'
import { contactSheet } from './contact-sheet.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/**
 * One page of `/lora list` or `/model list`, with preview pictures where there are any. A page that is no more is the last one there is.
 * What is only for age-restricted channels is listed there alone; what the person may not use is marked.
 */
export async function showExtraNetworks(
  list: NetworkList,
  page: number,
  interaction: Interaction,
  deps: BotDeps,
): Promise<Outgoing> {
  const terms = await findTerms(interaction, deps)
  const all = list === 'loras' ? await listedLoras(deps.db, terms) : await listedModels(deps.db, terms)
  const last = Math.max(0, Math.ceil(all.length / extraNetworksPageSize) - 1)
  const at = Math.min(page, last)
  const networks = all.slice(at * extraNetworksPageSize, (at + 1) * extraNetworksPageSize)
  const previews = await previewsOf(deps.db, networks)
  const pictured = previews.some((preview) => preview !== undefined)
  const fileName = `${list}.jpg`
  const body = extraNetworksMessage({
    list,
    networks,
    page: at,
    total: all.length,
    fileName: pictured ? fileName : undefined,
    locale: interaction.locale,
  })
  return pictured
    ? { body, files: [{ name: fileName, contentType: 'image/jpeg', data: await contactSheet(previews) }] }
    : { body }
}

async function listedLoras(db: Db, terms: PaintTerms): Promise<ListedNetwork[]> {
  const found = await extraNetworksOf(db, ['lora', 'embedding'])
  return found.flatMap((one) => {
    const refusal = one.kind === 'lora' ? refuseUse(terms, { kind: 'lora', name: one.name }) : undefined
    return isMarked(refusal) ? [] : [{ ...one, usable: refusal === undefined }]
  })
}

async function listedModels(db: Db, terms: PaintTerms): Promise<ListedNetwork[]> {
  const [models, notes] = await Promise.all([knownModels(db), extraNetworksOf(db, ['model'])])
  return models.flatMap(({ name, width, height, steps, guidance, scheduler, fewSteps }) => {
    const refusal = refuseUse(terms, { kind: 'model', name })
    if (isMarked(refusal)) return []
    const noted = notes.find((one) => one.name === name)
    const suits = fewSteps ?? { steps, guidance, scheduler }
    const { words, about } = noted ?? { words: '', about: '' }
    const usable = refusal === undefined
    return [{ kind: 'model' as const, name, words, about, suits, size: { width, height }, usable }]
  })
}

const isMarked = (refusal: TermsRefusal | undefined) =>
  refusal?.why === 'age' || refusal?.why === 'age of LoRA'
