/** What `/quota`, `/queue` and `/help` say. */
export const overviewEn = {
  quota: {
    title: 'Your pictures today',
    used: (used: string, limit: string) => `**${used} of ${limit}** pictures used here.`,
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
    painters: (count: number) => (count === 1 ? '1 painter is up.' : `${count} painters are up.`),
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number) => `${minutes} min`,
  },
  help: {
    title: 'What I can do',
    intro:
      'I paint pictures from words, on a machine of my operator. Everything under a picture is a button.',
    commands: [
      { name: '/imagine', does: 'paints a picture from your words' },
      { name: '/compare', does: 'one prompt over schedulers × steps, or guidance × seeds, as a sheet' },
      { name: '/preset', does: 'keeps a style, steps and scheduler under a name' },
      { name: '/mygallery', does: 'your pictures, to look through and to search' },
      { name: '/quota', does: 'what you have used today, and what you may have' },
      { name: '/queue', does: 'what waits, and when it is your turn' },
      { name: '/help', does: 'this page' },
    ],
    admin: 'For those with Manage Server',
    adminCommands: [
      { name: '/tier', does: 'who may have how many pictures' },
      { name: '/settings', does: 'channels, limits, defaults, blocked words, log' },
    ],
    tips: 'A good prompt',
    tipsText:
      'Name the thing first, then how it looks, then where it is: “a red dragon on a hill, evening light”. The same seed and settings always give the same picture. `{red, blue} dragon` asks for both at once.',
    models: 'Models',
    noModels: 'No painter has told of its models yet.',
    model: (name: string, size: string, steps: number) => `**${name}**: ${size}, ${steps} steps`,
    knows: (model: string) => `Words that ${model} knows`,
    example: (prompt: string) => `Try \`/imagine\` ${prompt}`,
  },
}
export type OverviewTexts = typeof overviewEn
