import type { OverviewTexts } from '#messages/texts/en/overview.ts'
import { isOne, steps } from './plural.ts'

export const overviewDe: OverviewTexts = {
  quota: {
    title: 'Deine Bilder heute',
    used: (used, limit) => `**${used} von ${limit}** ${isOne(limit) ? 'Bild' : 'Bildern'} hier verbraucht.`,
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
    model: (name, waiting, painting) =>
      `**${name}**: ${waiting} ${waiting === 1 ? 'wartet' : 'warten'}, ${painting} ${painting === 1 ? 'wird' : 'werden'} gemalt`,
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
    entry: (command, does) => `${command}: ${does}`,
    intro:
      'Ich male Bilder aus Worten, auf einem Rechner meines Betreibers. Schreib `/imagine` und sag, was du sehen willst.',
    commands: [
      { name: '/imagine', does: 'malt ein Bild aus deinen Worten' },
      {
        name: '/vergleichen',
        does: 'ein Prompt über Scheduler × Schritte, Führung × Seeds oder Tempo × Seeds, als Bogen',
      },
      { name: '/preset speichern', does: 'merkt sich Stil, Schritte und Scheduler unter einem Namen' },
      { name: '/meinegalerie', does: 'deine Bilder: blättern, suchen, exportieren, löschen' },
      { name: '/kontingent', does: 'was du heute verbraucht hast und haben darfst' },
      { name: '/warteschlange', does: 'was wartet und wann du dran bist' },
      { name: '/apikey erstellen', does: 'ein Schlüssel, mit dem deine Programme malen' },
      { name: '/hilfe', does: 'diese Seite' },
    ],
    admin: 'Für alle mit „Server verwalten“',
    adminCommands: [
      { name: '/stufe vergeben', does: 'gibt Mitglied oder Rolle eine Stufe: wie viele Bilder, wie groß' },
      { name: '/stufe liste', does: 'die Stufen, und wer eine hat' },
      {
        name: '/einstellungen zeigen',
        does: 'Kanäle, Grenzen, Vorgaben, gesperrte Wörter und alles andere, wie es ist',
      },
      { name: '/einstellungen verlauf', does: 'wer was geändert hat' },
    ],
    buttons: 'Unter einem Bild',
    buttonsText: [
      '`Reroll` malt es neu, mit einem anderen Seed; `Same seed` genau so noch einmal.',
      '`Upscale` verdoppelt die Größe, `Vary` malt etwas Ähnliches, mit `Edit` änderst du die Worte.',
      'Unter vier Bildern zeigen `U1`–`U4` eines allein, und `V1`–`V4` malen vier ähnliche.',
      '`Favourite` merkt es für `/meinegalerie`. Drücken darf jeder, auf das eigene Kontingent.',
      'Rechtsklick auf eine Nachricht, dann „Apps“: „Bildinfo“ sagt, wie ein Bild entstand; „Neu mischen“ malt eines wie dieses.',
    ].join('\n'),
    tips: 'Ein guter Prompt',
    tipsText:
      'Nenne zuerst die Sache, dann wie sie aussieht, dann wo sie ist: „a red dragon on a hill, evening light“. Derselbe Seed und dieselben Einstellungen geben immer dasselbe Bild. `{red, blue} dragon` fragt nach beiden zugleich. Am Ende gehen auch `--ar 3:2`, `--no fog`, `--seed 7` und `--repeat 4`.',
    models: 'Modelle',
    noModels: 'Noch hat kein Maler von seinen Modellen erzählt.',
    model: (name, size, count) => `**${name}**: ${size}, ${steps(count)}`,
    knows: (model) => `Worte, die ${model} kennt`,
    example: (prompt) => `Probier \`/imagine\` ${prompt}`,
  },
}
