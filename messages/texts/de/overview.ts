import type { OverviewTexts } from '#messages/texts/en/overview.ts'

export const overviewDe: OverviewTexts = {
  quota: {
    title: 'Deine Bilder heute',
    used: (used, limit) => `**${used} von ${limit}** Bildern hier verbraucht.`,
    reset: (when) => `Die Zählung beginnt ${when} von vorn.`,
    tier: (name) => `Deine Stufe ist **${name}**`,
    reasons: {
      member: 'sie wurde dir gegeben.',
      role: (role) => `von deiner Rolle ${role}.`,
      entitlement: 'du hast sie gekauft. Danke!',
      default: 'die hat hier jeder.',
    },
    everywhere: 'Über alle Server',
    server: 'Dieser Server',
    waiting: 'In der Warteschlange',
    of: (used, limit) => `${used} von ${limit}`,
    mostSteps: 'Meiste Schritte',
    largestSize: 'Größtes Bild',
  },
  queue: {
    title: 'Die Warteschlange',
    empty: 'Nichts wartet. Du wärst als Nächstes dran.',
    model: (name, waiting, painting) => `**${name}**: ${waiting} warten, ${painting} werden gemalt`,
    yours: 'Deine',
    painting: (left) => `wird gemalt${left}`,
    position: (position, wait) => `Platz ${position}${wait}`,
    wait: (time) => `, fertig in etwa ${time}`,
    noneOfYours: 'Von dir ist nichts in der Warteschlange.',
    more: (count) => `… und ${count} weitere`,
    noPainter: 'Im Moment ist kein Maler da. Was wartet, geht weiter, sobald einer kommt.',
    painters: (count) => (count === 1 ? '1 Maler ist da.' : `${count} Maler sind da.`),
    seconds: (seconds) => `${seconds} s`,
    minutes: (minutes) => `${minutes} min`,
  },
  help: {
    title: 'Was ich kann',
    intro:
      'Ich male Bilder aus Worten, auf einem Rechner meines Betreibers. Alles unter einem Bild ist ein Knopf.',
    commands: [
      { name: '/imagine', does: 'malt ein Bild aus deinen Worten' },
      { name: '/compare', does: 'ein Prompt über Scheduler × Schritte oder Führung × Seeds, als Bogen' },
      { name: '/preset', does: 'merkt sich Stil, Schritte und Scheduler unter einem Namen' },
      { name: '/mygallery', does: 'deine Bilder, zum Blättern und Suchen' },
      { name: '/quota', does: 'was du heute verbraucht hast und haben darfst' },
      { name: '/queue', does: 'was wartet und wann du dran bist' },
      { name: '/help', does: 'diese Seite' },
    ],
    admin: 'Für alle mit „Server verwalten“',
    adminCommands: [
      { name: '/tier', does: 'wer wie viele Bilder haben darf' },
      { name: '/settings', does: 'Kanäle, Grenzen, Vorgaben, gesperrte Wörter, Protokoll' },
    ],
    tips: 'Ein guter Prompt',
    tipsText:
      'Nenne zuerst die Sache, dann wie sie aussieht, dann wo sie ist: „a red dragon on a hill, evening light“. Derselbe Seed und dieselben Einstellungen geben immer dasselbe Bild. `{red, blue} dragon` fragt nach beiden zugleich.',
    models: 'Modelle',
    noModels: 'Noch hat kein Maler von seinen Modellen erzählt.',
    model: (name, size, steps) => `**${name}**: ${size}, ${steps} Schritte`,
    knows: (model) => `Worte, die ${model} kennt`,
    example: (prompt) => `Probier \`/imagine\` ${prompt}`,
  },
}
