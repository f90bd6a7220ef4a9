import { isOne, steps } from './plural.ts'

/** What `/quota`, `/queue` and `/help` say. */
export const overviewEn = {
  quota: {
    title: 'Your pictures today',
    used: (used: string, limit: string) =>
      `**${used} of ${limit}** ${isOne(limit) ? 'picture' : 'pictures'} used here.`,
    reset: (when: string) => `The count starts again ${when}.`,
    tier: (name: string) => `Your tier is **${name}**`,
    reasons: {
      member: 'it was given to you.',
      role: (role: string) => `from your role ${role}.`,
      entitlement: 'you bought it. Thank you!',
      default: 'what everybody has here.',
    },
    everywhere: 'Over all servers',
    server: 'This server',
    waiting: 'In the queue',
    of: (used: string, limit: string) => `${used} of ${limit}`,
    mostSteps: 'Most steps',
    largestSize: 'Largest size',
  },
  queue: {
    title: 'The queue',
    empty: 'Nothing waits. You would be the next.',
    model: (name: string, waiting: number, painting: number) =>
      `**${name}**: ${waiting} waiting, ${painting} being painted`,
    yours: 'Yours',
    painting: (left: string) => `being painted${left}`,
    position: (position: number, wait: string) => `place ${position}${wait}`,
    wait: (time: string) => `, done in about ${time}`,
    noneOfYours: 'Nothing of yours is in the queue.',
    more: (count: number) => `… and ${count} more`,
    noPainter: 'No painter is up at the moment. What waits goes on as soon as one is.',
    painters: (count: number) => (isOne(count) ? '1 painter is up.' : `${count} painters are up.`),
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number) => `${minutes} min`,
  },
  help: {
    title: 'What I can do',
    entry: (command: string, does: string) => `${command}: ${does}`,
    intro:
      'I paint pictures from words, on a machine of my operator. Type `/imagine` and say what you want to see.',
    commands: [
      { name: '/imagine', does: 'paints a picture from your words' },
      {
        name: '/compare',
        does: 'one prompt over schedulers × steps, guidance × seeds or speeds × seeds, as a sheet',
      },
      { name: '/preset save', does: 'keeps a style, steps and scheduler under a name' },
      { name: '/mygallery', does: 'your pictures: look through, search, export, delete' },
      { name: '/quota', does: 'what you have used today, and what you may have' },
      { name: '/queue', does: 'what waits, and when it is your turn' },
      { name: '/apikey create', does: 'a key with which your own programs paint' },
      { name: '/help', does: 'this page' },
    ],
    admin: 'For those with Manage Server',
    adminCommands: [
      { name: '/tier set', does: 'gives a member or a role a tier: how many pictures, how large' },
      { name: '/tier list', does: 'the tiers, and who has one' },
      { name: '/settings show', does: 'channels, limits, defaults, blocked words and the rest, as they are' },
      { name: '/settings history', does: 'who changed what' },
    ],
    buttons: 'Under a picture',
    buttonsText: [
      '`Reroll` paints it anew, with another seed; `Same seed` exactly so once more.',
      '`Upscale` doubles its size, `Vary` paints something close to it, `Edit` lets you change the words.',
      'Under four pictures, `U1`–`U4` show one alone, and `V1`–`V4` paint four close to it.',
      '`Favourite` keeps it for `/mygallery`. Anybody may press, at their own quota.',
      'Right-click a message, then “Apps”: `Image info` says how a picture was made; `Remix` paints another like it.',
    ].join('\n'),
    tips: 'A good prompt',
    tipsText:
      'Name the thing first, then how it looks, then where it is: “a red dragon on a hill, evening light”. The same seed and settings always give the same picture. `{red, blue} dragon` asks for both at once. At the end, `--ar 3:2`, `--no fog`, `--seed 7` and `--repeat 4` work, too.',
    models: 'Models',
    noModels: 'No painter has told of its models yet.',
    model: (name: string, size: string, count: number) => `**${name}**: ${size}, ${steps(count)}`,
    knows: (model: string) => `Words that ${model} knows`,
    example: (prompt: string) => `Try \`/imagine\` ${prompt}`,
  },
}
export type OverviewTexts = typeof overviewEn
