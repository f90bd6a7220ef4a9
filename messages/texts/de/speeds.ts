import { isOne } from './plural.ts'
import type { SpeedTexts } from '#messages/texts/en/speeds.ts'

export const speedsDe: SpeedTexts = {
  names: { exact: 'Exakt', fast: 'Schnell', draft: 'Entwurf' },
  withRuns: (name, run, full) => `${name} (${run} von ${full} ${isOne(full) ? 'Lauf' : 'Läufen'})`,
  help: 'Wie schnell gemalt wird',
  helpText: [
    '`tempo: Exakt` rechnet jeden Schritt.',
    '`tempo: Schnell` lässt Schritte aus, deren Ergebnis sich aus den vorigen ergibt: etwa die halbe Arbeit, und ein Bild, das du vom exakten kaum unterscheidest.',
    '`tempo: Entwurf` lässt mehr aus, um Ideen auszuprobieren; `--draft` am Ende des Prompts ist dasselbe. Einzelheiten werden dann anders.',
    'Unter jedem Bild steht, wie es gemalt wurde und wie viele Läufe des Netzes das brauchte. Derselbe Seed, dieselben Einstellungen und dasselbe Tempo geben dasselbe Bild.',
  ].join('\n'),
  byDefault: (name) => `${name}, wenn nichts anderes verlangt wird`,
}
