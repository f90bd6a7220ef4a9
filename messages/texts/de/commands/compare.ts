import { speedsDe } from '#messages/texts/de/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { compareEn } from '#messages/texts/en/commands/compare.ts'

export const compareDe: Translated<typeof compareEn> = {
  name: 'vergleichen',
  description: 'Male einen Prompt über zwei Achsen, als beschrifteten Bogen',
  options: {
    prompt: { name: 'prompt', description: 'Was die Bilder zeigen' },
    axes: {
      name: 'achsen',
      description: 'Was von Zeile zu Zeile und von Spalte zu Spalte anders ist',
      choices: {
        schedulers_steps: 'Scheduler × Schritte',
        guidance_seeds: 'Führung × Seeds',
        speeds_seeds: 'Tempo × Seeds',
      },
    },
    schedulers: { name: 'scheduler', description: 'Bis zu vier, etwa: Euler a, DPM++ 2M Karras' },
    steps: { name: 'schritte', description: 'Bis zu vier, etwa: 8, 20' },
    guidance: { name: 'führung', description: 'Bis zu vier, etwa: 1; 3; 7,5' },
    seeds: { name: 'seeds', description: 'Bis zu vier, etwa: 7, 42' },
    speeds: { name: 'tempos', description: 'Bis zu drei von: exact, fast, draft' },
    speed: { name: 'tempo', description: 'Wie schnell sie gemalt werden', choices: speedsDe.names },
    negative_prompt: { name: 'negativer_prompt', description: 'Was sie nicht zeigen sollen' },
    seed: { name: 'seed', description: 'Der eine Seed von allen, oder der erste der Seeds' },
    size: { name: 'größe', description: 'Breite und Höhe jedes Bilds in Pixeln, etwa 512x512' },
    model: { name: 'modell', description: 'Welches Modell malt' },
  },
}
