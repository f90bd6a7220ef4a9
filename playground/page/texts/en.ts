import type { FaultName } from '#playground/server/faults.ts'
import type { RefusalReason } from '#playground/server/protocol.ts'
import type { PersonKey } from '#playground/server/world.ts'

/** The words before and after something in the middle of a sentence. */
const around = (before: string, after: string): [string, string] => [before, after]

const tourSteps: [title: string, text: string][] = [
  ['Paint', 'Type /imagine and say what you want to see, or click an example below.'],
  [
    'Again, but different',
    'Reroll takes a new seed. Same seed paints the identical picture, to the last pixel.',
  ],
  ['Choose the details', 'Steps, guidance, size and seed are the chips behind “more” in the input.'],
  ['Be two people', 'Open Mira, the admin, in a tab of her own: what one does, the other sees at once.'],
  ['Run out', 'Free members have a number of pictures a day. The admin gives tiers with /tier set.'],
  [
    'Break it',
    'Behind the curtain (the </> above) kill the worker while it paints. The picture still arrives, once.',
  ],
]

/** Who each person is to the bot; `tier` is null while it is unknown. */
const about: Record<PersonKey, (tier: string | null) => string> = {
  member: (tier) => (tier === null ? 'Member' : `Member, ${tier} tier`),
  pro: (tier) => (tier === null || tier === 'pro' ? 'Member who bought Pro' : `Bought Pro, has ${tier} tier`),
  admin: (tier) => (tier === null ? 'Admin of the server' : `Admin of the server, ${tier} tier`),
  stranger: () => 'Not in the server',
}

const faults: Record<FaultName, { label: string; promise: string; done: string }> = {
  killWorker: {
    label: 'Kill the worker',
    promise: 'A picture that is being painted is painted again: it arrives once and costs once.',
    done: 'The worker was killed (kill -9). Another takes its pictures over within seconds.',
  },
  dropGateway: {
    label: 'Drop the gateway',
    promise: 'The bot connects again and misses nothing that was acknowledged.',
    done: 'The bot’s connection is cut and its session forgotten: it has to connect anew.',
  },
  rateLimit: {
    label: 'Answer 429',
    promise: 'Progress gets slower; the picture is not lost.',
    done: 'The next two edits are answered 429: wait 2 s.',
  },
  serverErrors: {
    label: 'Answer 500',
    promise: 'A step or two is not shown; the picture is sent until it has arrived.',
    done: 'The next three edits are answered with a server error.',
  },
  slow: {
    label: 'Slow edits',
    promise: 'Steps that are out of date by then are left out; the painting does not wait.',
    done: 'The next two edits take 3 s each.',
  },
  lostAnswer: {
    label: 'Lose an answer',
    promise: 'The bot looks whether its message is there before it goes on.',
    done: 'The next acknowledgement is carried out, but the bot never hears so.',
  },
  expireTokens: {
    label: 'Expire the tokens',
    promise: 'A picture that is late goes into its message by the channel’s own route.',
    done: 'The tokens of all interactions so far are as good as 15 minutes old.',
  },
  clear: {
    label: 'Stop all this',
    promise: 'Faults that wait for their request are forgotten.',
    done: 'Nothing goes wrong on purpose any more.',
  },
}

/** What the page says by itself. */
export const en = {
  connecting: 'Connecting…',
  offline: 'The playground’s server does not answer. Trying again…',
  noServer: 'The playground’s server does not answer. Is it still running?',
  close: 'Close',
  dismiss: 'Dismiss',
  about,
  faults,
  language: 'Language',
  channels: {
    list: 'Channels',
    closeList: 'Close the channel list',
    channel: 'Channel',
    text: 'Text channels',
    direct: 'Direct Messages',
    servers: 'Servers',
    unread: 'unread',
    noBot: 'no bot',
    members: 'Members',
    bots: 'Bots',
    online: 'Online',
  },
  people: {
    title: 'People',
    switch: 'Switch person',
    hint: 'Be somebody else. Each can have a window of their own.',
    ownTab: 'In a tab of their own',
    inOwnTab: (name: string) => `${name} in a tab of their own`,
  },
  header: { tour: 'What to try', connect: 'Connect a real Discord', drawer: 'Behind the curtain' },
  banner: 'This Discord runs on your own machine: the bot is real, its pictures too.',
  start: {
    welcome: (channel: string) => `Welcome to #${channel}!`,
    direct: (name: string) => `This is the beginning of your direct messages with ${name}.`,
    muted: (channel: string) =>
      `The bot may not post in #${channel}. Ask it for a picture with /imagine, and see how it says so.`,
    adults: (channel: string) => `This is the start of #${channel}, an age-restricted channel.`,
    open: (channel: string) =>
      `This is the start of #${channel}. A bot lives here that paints what you ask it for: click one of these.`,
    waking: 'The bot is waking up…',
  },
  ageGate: {
    title: 'Age-Restricted Channel',
    text: 'You must be 18 or older to view this channel. Are you of age, and willing to see adult content? Here it is only a channel with that flag, to see how the bot treats it.',
    no: 'Nope',
    yes: 'I am over 18',
  },
  tour: {
    done: '(done)',
    steps: tourSteps,
  },
  connect: {
    before: 'Create an application in the ',
    after: ', and copy its token from the page “Bot”.',
    env: around('Write it into the file ', ' beside package.json:'),
    restart: around(
      'Stop this with Ctrl-C and run ',
      ' again. The terminal prints the link that invites the bot to your server.',
    ),
    note: 'It is the same bot: only the address that it calls is another. A token is a password; give it to nobody.',
  },
  input: {
    message: (where: string) => `Message ${where}`,
    upload: 'Upload a file',
    send: 'Send',
    files: 'Files to send',
    remove: (name: string) => `Remove ${name}`,
    commands: 'Commands',
    noCommand: (typed: string) => `No command matches ${typed}`,
    optional: 'Optional',
    options: 'Options',
    more: (count: number, isFirst: boolean) => `+${count} ${isFirst ? 'optional' : 'more'}`,
    pressEnter: 'Press Enter to send',
    chooseFile: 'Choose, drop or paste a file',
    noFile: (command: string) => `/${command} takes no file`,
    loading: 'Loading options…',
    loadingFailed: 'Loading options failed',
    noMatch: 'No options match your search',
  },
  wrong: {
    mustPick: 'Pick one of the options',
    needsFile: 'This option is required. Add a file.',
    needsValue: 'This option is required. Specify a value.',
    tooLong: (most: number, length: number) => `At most ${most} characters; these are ${length}`,
    tooShort: (least: number) => `At least ${least} characters`,
    integer: 'Input a valid integer',
    number: 'Input a valid number',
    boolean: 'Pick True or False',
    between: (least: number, most: number) => `Must be between ${least} and ${most}`,
    atLeast: (least: number) => `Must be at least ${least}`,
    atMost: (most: number) => `Must be at most ${most}`,
  },
  /** Descriptions of the server's channels, by their names. */
  topics: {
    general: 'Type / to see what the bot can do',
    'after-dark': 'Age-restricted',
    rules: 'The bot may not post here: try, and see how it says so',
  } as Partial<Record<string, string>>,
  /** Why something was not done. */
  refused: {
    no_command: (name: string) => `There is no command ${name} for you here`,
    greyed_out: (label: string) => `${label} is greyed out`,
    may_not_write: (channel: string) => `You may not write in #${channel}`,
    may_not_delete: () => 'You may not delete this message',
    field_required: (label: string) => `${label} is required`,
    field_too_long: (label: string) => `${label} is too long`,
    field_too_short: (label: string) => `${label} is too short`,
    options_failed: () => 'Loading options failed',
    channel_gone: () => 'This channel is not there',
    message_gone: () => 'This message is gone',
    form_gone: () => 'This form is not open any more',
    files_too_large: () => 'Your files are too powerful: at most 10 MB each',
  } satisfies Record<RefusalReason, (about: string) => string>,
  /** What is said when the bot doesn’t answer, by the type of the interaction. */
  failed: {
    1: '',
    2: 'The application did not respond',
    3: 'This interaction failed',
    4: 'Loading options failed',
    5: 'Something went wrong. Try again.',
  },
  message: {
    list: 'Messages',
    log: 'Messages of this channel',
    older: 'You’re viewing older messages',
    toPresent: 'Jump to present',
    menu: 'Message',
    more: 'More',
    linked: 'message',
    apps: 'Apps',
    copyId: 'Copy message ID',
    copiedId: 'Copied the message’s id',
    id: (id: string) => `The message’s id is ${id}`,
    edited: '(edited)',
    onlyYou: 'Only you can see this',
    dismiss: 'Dismiss message',
    used: 'used',
    aCommand: 'a command',
    deleted: 'Original message was deleted',
    seeAttachment: 'Click to see attachment',
    thinking: (name: string) => `${name} is thinking…`,
    spoiler: 'Spoiler',
    showText: 'Spoiler: show it',
    showPicture: 'Spoiler: show the picture',
    openPicture: (alt: string) => `Open picture${alt === '' ? '' : `: ${alt}`}`,
    picture: 'Picture',
    download: 'Download',
    bytes: (count: number) => `${count} bytes`,
    select: 'Make a selection',
    nothingToPick: 'Nothing to pick here',
    upgrade: 'Upgrade',
    unknown: 'unknown',
    yesterday: (clock: string) => `Yesterday at ${clock}`,
  },
  form: {
    warning: around(
      'This form will be submitted to ',
      '. Do not share passwords or other sensitive information.',
    ),
    cancel: 'Cancel',
    submit: 'Submit',
    unknownField: 'The playground can’t fill in this kind of field.',
  },
  drawer: {
    noWorker: 'There is no worker to kill here.',
    traffic: 'Traffic',
    faults: 'Faults',
    backstage: 'Queue & rows',
    aboutFaults:
      'Each of these goes wrong with real Discords and real machines. Start a picture, then press.',
    noDatabase: 'The database does not answer.',
    loading: 'Loading…',
    rateLimits: 'Rate limits',
    queue: 'Queue',
    empty: 'Empty.',
    quiet: 'Nothing has happened yet. Use a command.',
  },
}
export type PageTexts = typeof en
