import { isOne, pictures, requests, steps } from './plural.ts'

const because = (reason: string | null) => (reason === null ? '' : ` The reason: ${reason}`)

/** Why a picture is refused before it is counted, and what can be done. */
export const limitsEn = {
  banned: (reason: string | null) =>
    `The operator of this bot doesn't paint for you any more.${because(reason)} If you think that is a mistake, ask them.`,
  paused: (reason: string | null) =>
    `I take no new pictures at the moment.${because(reason)} Please try again later.`,
  draining: (reason: string | null) =>
    `I am about to be restarted and take no new pictures.${because(reason)} What you asked for already will still come. Please try again in a few minutes.`,
  channel: (channels: string) => `This server wants its pictures in other channels: ${channels}. Ask there.`,
  age: 'This server wants its pictures in age-restricted channels only. Ask in one of those.',
  ageOfModel: (model: string) =>
    `The model “${model}” paints in age-restricted channels only. Ask in one of those, or choose another model.`,
  ageOfLora: (name: string) =>
    `The LoRA “${name}” paints in age-restricted channels only. Ask in one of those, or leave it out.`,
  word: (word: string) =>
    `This server doesn't want “${word}” in prompts. Say it in other words and try again.`,
  stepsOfTier: (most: number, tier: string) =>
    `Your tier “${tier}” has at most ${steps(most)} a picture. Try again with fewer; \`/quota\` shows what you have.`,
  stepsOfServer: (most: number) =>
    `This server allows at most ${steps(most)} a picture. Try again with fewer.`,
  stepsOfOperator: (most: number) =>
    `The operator of this bot allows at most ${steps(most)} a picture. Try again with fewer.`,
  sizeOfOperator: (size: string) =>
    `The operator of this bot allows pictures up to ${size}. Try again with a smaller size.`,
  sizeOfTier: (size: string, tier: string) =>
    `Your tier “${tier}” has pictures up to ${size}. Try again with a smaller size; \`/quota\` shows what you have.`,
  sizeOfServer: (size: string) => `This server allows pictures up to ${size}. Try again with a smaller size.`,
  waitingPerPerson: (limit: number) =>
    isOne(limit)
      ? 'You have a picture in the queue already, and one at a time is allowed. Ask again when it is done.'
      : `You have ${requests(limit)} in the queue, which is as many as are allowed. Ask again when one is done; \`/queue\` shows them.`,
  waiting: (limit: number) =>
    `The queue is full: ${requests(limit)} ${isOne(limit) ? 'waits' : 'wait'} already. Please try again in a while; \`/queue\` shows how it goes.`,
  /** Behind a refusal by quota. */
  wayOut: {
    admin: 'Somebody with Manage Server can give you more with `/tier set`.',
    operator: 'The bot’s operator can raise this limit.',
    variable: (name: string) => `As its operator you raise the limit with \`${name}\`.`,
  },
  notEnoughLeft: {
    tier: (asked: number, left: number, reset: string) =>
      `That would be ${pictures(asked)}, and ${isOne(left) ? 'one is' : `${left} are`} left of your tier’s for today. Ask for fewer; there are new ones ${reset}.`,
    person: (asked: number, left: number, reset: string) =>
      `That would be ${pictures(asked)}, and ${isOne(left) ? 'one is' : `${left} are`} left of what this bot paints for one person a day, over all servers. Ask for fewer; there are new ones ${reset}.`,
    server: (asked: number, left: number, reset: string) =>
      `That would be ${pictures(asked)}, and this server has ${isOne(left) ? 'one' : left} left for today. Ask for fewer; there are new ones ${reset}.`,
  },
  /** After a better tier was lost. */
  beyondTier: (used: number, limit: number, reset: string) =>
    `You have had ${pictures(used)} today, and your tier has ${limit} a day now. There are new ones ${reset}.`,
  placesLeft: (asked: number, left: number) =>
    `That would be ${requests(asked)} in the queue, and there is room for ${isOne(left) ? 'one' : left}. Ask for fewer, or wait until others are done; \`/queue\` shows them.`,
  size: (pixels: string, square: string) =>
    `${square} (${pixels} ${isOne(pixels) ? 'pixel' : 'pixels'} in all)`,
}
export type LimitsTexts = typeof limitsEn
