import type { TermsRefusal } from '#core/paint-terms.ts'
import type { QueueRefusal, QuotaRefusal } from '#core/quota.ts'
import { channelList } from './change.ts'
import { notAllowedText } from './allow-lists.ts'
import { typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { notice, relativeTime } from './notice.ts'
import { formatPixels } from './numbers.ts'
import { sameSeedButton } from './picture-buttons.ts'
import { textsFor } from './texts/texts.ts'

/** Parts of a refusal that people typed are cut here, so that the whole stays within a message's 2,000 characters. */
const partMaxLength = 300

const part = (text: string) => typed(text, partMaxLength)

/** A reason as a sentence that ends; who typed it may have left out the full stop. */
function reasonOf(reason: string | null): string | null {
  if (reason === null || reason.trim() === '') return null
  const text = part(reason.trim())
  return /[.!?…。！？]["'”’»)\]]*$/u.test(text) ? text : `${text}.`
}

/** Why a person's request is refused, and what they can do. */
export function termsRefusalText(refusal: TermsRefusal, locale: string): string {
  const texts = textsFor(locale).limits
  switch (refusal.why) {
    case 'banned':
      return texts.banned(reasonOf(refusal.reason))
    case 'closed':
      return texts[refusal.mode](reasonOf(refusal.reason))
    case 'channel':
      return texts.channel(channelList(refusal.allowed))
    case 'age':
      return refusal.model === null ? texts.age : texts.ageOfModel(part(refusal.model))
    case 'age of LoRA':
      return texts.ageOfLora(part(refusal.lora))
    case 'not allowed':
      return notAllowedText(refusal, locale)
    case 'word':
      return texts.word(part(refusal.word))
    case 'steps':
      if (refusal.limitOf === 'tier') return texts.stepsOfTier(refusal.most, part(refusal.tier))
      return refusal.limitOf === 'server'
        ? texts.stepsOfServer(refusal.most)
        : texts.stepsOfOperator(refusal.most)
    case 'size': {
      const size = formatPixels(refusal.mostPixels, locale)
      if (refusal.limitOf === 'tier') return texts.sizeOfTier(size, part(refusal.tier))
      return refusal.limitOf === 'server' ? texts.sizeOfServer(size) : texts.sizeOfOperator(size)
    }
  }
}

/** A picture's file was cleared away: said with the button that paints it again from its seed. */
export function fileGoneMessage(imageId: string, locale: string): MessageBody {
  return { ...notice(textsFor(locale).refusals.fileGone), components: sameSeedButton(imageId, locale) }
}

/** Who reads that the day's pictures are used up. */
export interface LedgerReader {
  isOperator: boolean
  inServer: boolean
  /** The name of their tier. */
  tier: string
}

/** Where a limit is set, for whoever may set it. */
const variables: Readonly<Record<'person' | 'server' | 'free' | 'pro', string>> = {
  person: 'MAX_PICTURES_PER_PERSON_PER_DAY',
  server: 'MAX_PICTURES_PER_SERVER_PER_DAY',
  free: 'FREE_PICTURES_PER_DAY',
  pro: 'PRO_PICTURES_PER_DAY',
}

/** Who can give more than a quota, and how. */
function wayOut(limitOf: QuotaRefusal['limitOf'], reader: LedgerReader, locale: string): string {
  const texts = textsFor(locale).limits.wayOut
  const admin = limitOf === 'tier' && reader.inServer ? [texts.admin] : []
  const named = limitOf === 'tier' ? reader.tier : limitOf
  const isVariable = (name: string): name is keyof typeof variables => name in variables
  if (reader.isOperator && isVariable(named)) return [...admin, texts.variable(variables[named])].join(' ')
  return admin[0] ?? texts.operator
}

/** Why the ledgers said no; `reset` is when the day's count starts again. */
export function ledgerRefusalText(
  refusal: QuotaRefusal | QueueRefusal,
  reset: Date,
  locale: string,
  reader: LedgerReader,
): string {
  const { limits, refusals } = textsFor(locale)
  const when = relativeTime(reset)
  switch (refusal.limitOf) {
    case 'tier':
    case 'person':
    case 'server': {
      const left = refusal.limit - refusal.used
      const why =
        refusal.asked > 1 && left > 0
          ? limits.notEnoughLeft[refusal.limitOf](refusal.asked, left, when)
          : refusal.limitOf === 'tier' && left < 0
            ? limits.beyondTier(refusal.used, refusal.limit, when)
            : refusal.limitOf === 'tier'
              ? refusals.tier(refusal.limit, refusal.used, when)
              : refusals[refusal.limitOf](refusal.limit, when)
      return `${why} ${wayOut(refusal.limitOf, reader, locale)}`
    }
    case 'key':
      return textsFor(locale).apiKeys.limit(refusal.limit, when)
    case 'waitingPerPerson':
    case 'waiting': {
      const { limitOf, limit, together } = refusal
      return together === undefined || together.left === 0
        ? limits[limitOf](limit)
        : limits.placesLeft(together.asked, together.left)
    }
  }
}
