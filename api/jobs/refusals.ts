import { ApiError } from '#api/contract/api-error.ts'
import { nextUtcDay } from '#core/clock.ts'
import type { AllowListRefusal } from '#core/allow-lists.ts'
import type { TermsRefusal } from '#core/paint-terms.ts'
import type { QueueRefusal, QuotaRefusal } from '#core/quota.ts'

/** A queue that is full has room again about as soon. */
const queueRetrySeconds = 5
/** A pause has no known end. */
const pauseRetrySeconds = 60

const because = (reason: string | null) => (reason === null ? '' : ` The reason given: ${reason}`)

/** Why a person may not have a picture, as their program is told. */
export function termsRefused(refusal: TermsRefusal): ApiError {
  switch (refusal.why) {
    case 'banned':
      return new ApiError(403, 'banned', `You may not paint here any more.${because(refusal.reason)}`)
    case 'closed': {
      const message = `No new pictures are taken at the moment: the operator has stopped it for a while.${because(refusal.reason)}`
      return new ApiError(503, 'closed', message, { retryAfterSeconds: pauseRetrySeconds })
    }
    case 'channel':
      return new ApiError(403, 'channel', 'Pictures are painted in some channels only.')
    case 'age': {
      const message =
        refusal.model === null
          ? 'The server of this key paints in age-restricted channels only: make a key in one, with /apikey create.'
          : `The model ${refusal.model} is for age-restricted channels only: make a key in one, with /apikey create.`
      return new ApiError(403, 'age_restricted', message, { param: 'model' })
    }
    case 'age of LoRA': {
      const message = `The LoRA ${refusal.lora} is for age-restricted channels only: make a key in one, with /apikey create.`
      return new ApiError(403, 'age_restricted', message, { param: 'lora' })
    }
    case 'not allowed':
      return notAllowed(refusal)
    case 'word': {
      const message = `The prompt holds "${refusal.word}", which is not painted here: say it otherwise.`
      return new ApiError(403, 'blocked_word', message, { param: 'prompt' })
    }
    case 'steps': {
      const whose = refusal.limitOf === 'tier' ? `Your tier ${refusal.tier}` : 'The server of this key'
      const message = `${whose} allows at most ${refusal.most} steps.`
      return new ApiError(422, 'too_many_steps', message, { param: 'steps' })
    }
    case 'size': {
      const whose = refusal.limitOf === 'tier' ? `Your tier ${refusal.tier}` : 'The server of this key'
      const side = Math.floor(Math.sqrt(refusal.mostPixels))
      const message = `${whose} allows at most ${refusal.mostPixels} pixels, such as ${side}x${side}.`
      return new ApiError(422, 'too_large', message, { param: 'width' })
    }
  }
}

/** Names the list that forbids it: a tier's, a role's or a channel's. Roles have Discord's names. */
function notAllowed({ kind, name, by, tier, who, instead }: AllowListRefusal): ApiError {
  const what = kind === 'model' ? 'model' : 'LoRA'
  const whose = {
    tier: `Your tier ${tier}`,
    role: 'Your roles in the server of this key',
    channel: 'This channel',
  }
  const may = who.length === 0 ? '' : ` Who may: ${by === 'tier' ? 'tier' : by} ${who.join(', ')}.`
  const rather =
    instead.length === 0 ? ` No ${what} may be used.` : ` What may be used: ${instead.join(', ')}.`
  const message = `${whose[by]} may not use the ${what} ${name}.${may}${rather}`
  return new ApiError(403, `${kind}_not_allowed`, message, { param: kind })
}

/** Why the quota or the queue has no room. */
export function ledgerRefused(refusal: QuotaRefusal | QueueRefusal, now: Date): ApiError {
  if (!('asked' in refusal)) {
    const whose =
      refusal.limitOf === 'waiting'
        ? 'The queue is full'
        : 'You have as many requests in the queue as you may'
    const message = `${whose} (${refusal.limit}): wait until one of them is done.`
    return new ApiError(429, 'queue_full', message, { retryAfterSeconds: queueRetrySeconds })
  }
  const reset = nextUtcDay(now)
  const whose = {
    tier: 'You have',
    person: 'Over all servers you have',
    server: 'Everybody in the server of this key together has',
    key: 'This key has',
  }[refusal.limitOf]
  const message = `${whose} ${refusal.limit} pictures a day, ${refusal.used} of them are used, and this asks for ${refusal.asked}: the count starts again at ${reset.toISOString()}.`
  return new ApiError(429, 'quota_exceeded', message, {
    retryAfterSeconds: Math.ceil((reset.getTime() - now.getTime()) / 1000),
  })
}
