import { speedsDe } from '#messages/texts/de/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { imagineEn } from '#messages/texts/en/commands/imagine.ts'

export const imagineDe: Translated<typeof imagineEn> = {
  name: 'imagine',
  description: 'Male ein Bild aus deinen Worten',
  options: {
    prompt: { name: 'prompt', description: 'Was das Bild zeigt' },
    negative_prompt: { name: 'negativer_prompt', description: 'Was es nicht zeigen soll' },
    steps: {
      name: 'schritte',
      description: 'In wie vielen Schritten gemalt wird: mehr dauern länger und zeigen mehr',
    },
    guidance: {
      name: 'führung',
      description: 'Wie streng es dem Prompt folgt: 1 ist frei; was üblich ist, wird angeboten',
    },
    size: { name: 'größe', description: 'Breite und Höhe in Pixeln, oder ein Verhältnis wie 3:2' },
    seed: { name: 'seed', description: 'Derselbe Seed und dieselben Einstellungen geben dasselbe Bild' },
    count: { name: 'anzahl', description: 'Wie viele Bilder, mit einem Seed nach dem anderen' },
    scheduler: { name: 'scheduler', description: 'Wie das Rauschen Schritt für Schritt entfernt wird' },
    model: { name: 'modell', description: 'Welches Modell malt' },
    lora: {
      name: 'lora',
      description: 'Ein LoRA: eine kleine Datei, die dem Modell Stile, Menschen oder Dinge beibringt',
    },
    lora_weight: { name: 'lora_gewicht', description: 'Wie viel davon: 1 ist alles, negativ das Gegenteil' },
    speed: {
      name: 'tempo',
      description:
        'Wie viel gerechnet wird: Schnell ist fast wie Exakt in der halben Zeit, Entwurf zum Ausprobieren',
      choices: speedsDe.names,
    },
    preset: { name: 'preset', description: 'Ein Stil mit passenden Einstellungen' },
    image: { name: 'bild', description: 'Ein Bild, von dem ausgegangen wird' },
    strength: {
      name: 'stärke',
      description: 'Wie viel vom Ausgangsbild übermalt wird: 0,1 wenig, 1 alles',
    },
  },
}
