import type { ChangeAction, ChangedField } from '#core/changes.ts'
import { allowListsEn } from './allow-lists.ts'
import { permissionsEn } from './permissions.ts'
import { isOne, pictures, requests, steps } from './plural.ts'

const actions: Record<ChangeAction, string> = {
  'tier.set': 'gave a tier',
  'tier.remove': 'took a tier back',
  'tier.define': 'defined a tier',
  'tier.delete': 'removed a tier',
  settings: 'changed the settings',
  lists: 'changed which models and LoRAs may be used',
  'owner.ban': 'banned a person',
  'owner.unban': 'lifted a ban',
  'owner.mode': 'changed whether pictures are taken',
  'owner.ceilings': 'changed the ceilings',
  'owner.announce': 'announced',
}

const fields: Record<ChangedField, string> = {
  logChannelId: 'Log channel',
  allowedChannelIds: 'Channels for pictures',
  defaultTier: 'Tier of everybody',
  blockedWords: 'Blocked words',
  spoiler: 'Pictures as spoilers',
  flaggedAsSpoilers: 'Flagged pictures as spoilers',
  privatePictures: 'Private pictures',
  ageRestrictedOnly: 'In age-restricted channels only',
  language: 'Language',
  mostSteps: 'Most steps',
  mostPixels: 'Largest size',
  picturesPerDay: 'Pictures a day',
  waitingPerPerson: 'Requests in the queue, each person',
  defaultSteps: 'Default steps',
  defaultGuidance: 'Default guidance',
  defaultWidth: 'Default width',
  defaultHeight: 'Default height',
  defaultScheduler: 'Default scheduler',
  defaultNegativePrompt: 'Default negative prompt',
  defaultSpeed: 'Default speed',
  name: 'Name',
  steps: 'Most steps',
  pixels: 'Largest size',
  weight: 'Weight in the queue',
  speed: 'Default speed',
  ...allowListsEn.fields,
  tier: 'Tier',
  given: 'Given to',
  mode: 'Taking pictures',
  reason: 'Reason',
  announcement: 'Announcement',
  banned: 'Banned',
  picturesPerPersonPerDay: 'Pictures a day, each person over all servers',
  picturesPerServerPerDay: 'Pictures a day, each server',
  waiting: 'Requests in the queue, in all',
}

/** What admins and owners read. */
export const adminEn = {
  actions,
  fields,
  nothing: 'none',
  asOperator: 'as the operator has it',
  everywhere: 'every channel',
  everyonesOwn: 'each person’s own',
  on: 'on',
  off: 'off',
  titles: {
    tierDefined: (name: string) => `Tier ${name} defined`,
    tierChanged: (name: string) => `Tier ${name} changed`,
    tierDeleted: (name: string) => `Tier ${name} removed`,
    setting: (field: string) => `Changed: ${field}`,
    lists: 'Models and LoRAs changed',
    settings: 'Settings changed',
    'tier.set': 'Tier given',
    'tier.remove': 'Tier taken back',
    'owner.ban': 'Person banned',
    'owner.unban': 'Ban lifted',
    'owner.mode': 'Taking pictures changed',
    'owner.ceilings': 'Ceilings changed',
    'owner.announce': 'Announced',
  },
  unchanged: 'It was like that already.',
  logFailed: (channel: string) =>
    `I could not post this in the log channel ${channel}. Let me view and write there, or choose another with \`/settings log\`.`,
  more: (count: number) => `… and ${count} more`,

  needsManageServer:
    'Only those with the permission Manage Server can do this. Ask an admin of this server for it.',
  ownersOnly: 'Only the operator of this bot can do this.',
  serverOnly: 'This works in a server only.',

  tiers: {
    title: 'Tiers of this server',
    line: (perDay: string, most: string, size: string, weight: string) =>
      `${pictures(perDay)} a day, up to ${steps(most)}, up to ${size}, weight ${weight}`,
    everybody: 'everybody',
    assigned: 'Given to',
    nobody: 'Nobody was given a tier yet. `/tier set` does that.',
    fallBack: (who: string, tier: string) =>
      `Given back by: ${who}. Each of them has the best of their other tiers now, or everybody’s: ${tier}.`,
    everybodyFallsBack: (tier: string) => `Everybody’s tier is ${tier} now.`,
    nobodyHadIt: 'Nobody had been given it.',
    of: (person: string) => `Tier of ${person}`,
    reasons: {
      member: 'given to them',
      role: (role: string) => `from their role ${role}`,
      entitlement: 'they bought it',
      default: 'what everybody has here',
    },
    chooseOne: 'Name either a member or a role.',
    chooseOneToRemove: 'Name one thing to remove: a member, a role or a tier.',
    unknown: (name: string, known: string) =>
      `There is no tier “${name}”. There are: ${known}. \`/tier define\` makes a new one.`,
    builtIn: (name: string) =>
      `“${name}” is built in: only its \`models\` and \`loras\` can be set. Choose another name.`,
    newNeedsPictures: (name: string) =>
      `There is no tier “${name}” yet. To make it, say with \`pictures_per_day\` how many pictures a day it has.`,
    badName: 'A tier’s name has 1 to 32 letters, digits, spaces, - or _.',
    tooMany: (most: number) =>
      `A server can have ${most} ${isOne(most) ? 'tier' : 'tiers'} of its own. Remove one first.`,
    aboveCeiling: {
      picturesPerDay: (most: string) =>
        `The operator allows at most ${pictures(most)} a day for one person. Choose ${most} or fewer.`,
      steps: (most: string) => `The operator allows at most ${steps(most)}. Choose ${most} or fewer.`,
      pixels: (most: string) => `The operator allows pictures up to ${most}. Choose a smaller size.`,
      weight: (most: string) => `The operator allows a weight of at most ${most}. Choose ${most} or less.`,
    },
    notAssigned: (subject: string) => `${subject} was not given a tier.`,
  },
  settings: {
    title: 'Settings of this server',
    groups: {
      limits: 'Limits',
      defaults: 'Defaults, where a person gives nothing',
      place: 'Places and language',
      pictures: 'Pictures',
      words: 'Blocked words',
    },
    ofOperator: (value: string) => `${value} (operator’s)`,
    ofServer: (value: string) => `${value} (this server’s)`,
    ofModel: (value: string, model: string) => `${value} (${model}’s)`,
    ofModels: 'the model’s own',
    aboveCeiling: (field: string, most: string) =>
      `The operator’s ceiling for “${field}” is ${most}. Choose that or less.`,
    history: 'Latest changes',
    noHistory: 'Nothing was changed yet.',
    nothingGiven: 'Choose at least one thing to change.',
    badLogChannel: (channel: string) =>
      `I can't post in ${channel}: let me ${permissionsEn.ViewChannel}, ${permissionsEn.SendMessages} and ${permissionsEn.EmbedLinks} there, then try again.`,
    logHere: 'From now on I say here what is changed.',
    ruleKinds: {
      word: 'this word alone',
      stem: 'with its forms',
      anywhere: 'anywhere',
      wildcard: 'with wildcards',
    },
    tooFewLetters: (word: string, least: number) =>
      `“${word}” would be found in nearly every prompt. Such a rule needs at least ${least} ${isOne(least) ? 'letter' : 'letters'} beside the wildcards.`,
    notBlocked: (word: string) => `“${word}” is not blocked here. \`/settings show\` lists what is.`,
    wordFound: (found: string, rule: string) => `Refused: “${found}”, by the rule ${rule}.`,
    noWordFound: (rules: number) =>
      isOne(rules)
        ? 'Allowed: the rule finds nothing in it.'
        : `Allowed: none of ${rules} rules finds anything in it.`,
    noWord: 'A blocked word needs at least one letter or digit.',
    tooManyWords: (most: number) =>
      `A server can block ${most} ${isOne(most) ? 'word' : 'words'}. Unblock some first.`,
    noMessagesThere: (channel: string) =>
      `Nobody writes in ${channel} itself. Choose the channels in it, one after the other.`,
    tooManyChannels: (most: number) =>
      `At most ${most} ${isOne(most) ? 'channel' : 'channels'} can be named. Allow every channel instead.`,
  },
  undo: {
    choose: 'Take a change back…',
    done: (who: string, when: string) => `That takes back what ${who} changed ${when}.`,
    changedSince: (what: string) =>
      `${what} was changed again since, so that change can’t be taken back. Change it by its own command.`,
    tier: (name: string) => `The tier “${name}”`,
    givenSince: (name: string) =>
      `The tier “${name}” is in use by now. \`/tier remove\` removes it and says who loses it.`,
    personGone: 'That person has deleted their data, so I don’t know any more who it was.',
    unknown: 'That change is not in the history of this server. `/settings history` shows those that are.',
  },
  owner: {
    title: 'How I am',
    modes: {
      open: 'I take pictures.',
      paused: 'Paused: I take no new pictures.',
      draining: 'Draining: I take no new pictures.',
    },
    left: (count: number) =>
      count === 0
        ? 'The queue is empty: I can be stopped.'
        : `${isOne(count) ? 'One request is' : `${requests(count)} are`} still in the queue; \`/owner status\` shows when none is left, and after a drain I say so here.`,
    ceilings: 'Ceilings',
    servers: 'Pictures today, the busiest servers',
    people: 'Pictures today, the busiest people',
    directMessages: 'direct messages',
    opening: (host: string, device: string, work: string, seconds: number) =>
      `A painter (${host}) opens its model on ${device}: ${work}, ${seconds} s so far. What is asked for waits until then.`,
    openingWork: {
      starting: 'starting',
      loading: 'loading the model',
      compiling: 'compiling shaders',
      computing: 'painting a first time',
    },
    bans: 'Banned',
    noBans: 'Nobody is banned.',
    announced: (posted: number, of: number) =>
      `Announced in ${posted} of ${of} ${isOne(of) ? 'server that has' : 'servers that have'} a log channel.`,
    announcement: 'A word from the operator',
    notBanned: (person: string) => `${person} was not banned.`,
  },
}
export type AdminTexts = typeof adminEn
