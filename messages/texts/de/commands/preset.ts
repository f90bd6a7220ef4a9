import { speedsDe } from '#messages/texts/de/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { presetEn } from '#messages/texts/en/commands/preset.ts'

const name = { name: 'name', description: 'Sein Name' }
const forServer = { name: 'für_server', description: 'Für alle auf diesem Server (nur wer ihn verwaltet)' }

export const presetDe: Translated<typeof presetEn> = {
  name: 'preset',
  description: 'Stile mit Einstellungen, unter einem Namen',
  options: {
    save: {
      name: 'speichern',
      description: 'Ein Preset speichern oder ersetzen',
      options: {
        name,
        style: { name: 'stil', description: 'Wörter, die auf den Prompt folgen' },
        negative_prompt: { name: 'negativer_prompt', description: 'Was das Bild nicht zeigen soll' },
        steps: { name: 'schritte', description: 'In wie vielen Schritten' },
        guidance: { name: 'führung', description: 'Wie streng es dem Prompt folgt' },
        scheduler: { name: 'scheduler', description: 'Wie das Rauschen entfernt wird' },
        speed: { name: 'tempo', description: 'Wie schnell gemalt wird', choices: speedsDe.names },
        for_server: forServer,
      },
    },
    use: {
      name: 'nutzen',
      description: 'Dein /imagine nimmt von selbst ein Preset; ohne Namen: keines',
      options: { name },
    },
    list: { name: 'liste', description: 'Welche Presets es gibt' },
    remove: {
      name: 'entfernen',
      description: 'Ein Preset entfernen',
      options: { name, for_server: forServer },
    },
  },
}
