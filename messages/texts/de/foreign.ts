import type { ForeignTexts } from '#messages/texts/en/foreign.ts'
import { isOne, steps } from './plural.ts'

export const foreignDe: ForeignTexts = {
  anotherTool: 'einem anderen Programm',
  readFrom: (tool) => `Gemacht mit ${tool}, erzählt, wie A1111 es schreibt:`,
  unreadable: {
    form: (tool) =>
      `Dieses Bild trägt Einstellungen von ${tool}, aber in einer Form, die ich nicht lesen kann.`,
    no_sampler: (tool) =>
      `Dieses Bild trägt einen Workflow von ${tool}, aber ich finde darin den Sampler nicht, der es gemalt hat.`,
    node: (tool, node) =>
      `Dieses Bild trägt einen Workflow von ${tool}, aber sein Prompt oder Seed kommt aus dem Knoten „${node}“, in den ich nicht hineinsehen kann.`,
  },
  changes: {
    size: {
      limit: (asked, used) => `Größe ${used}: ${asked} ist mehr, als du hier haben kannst.`,
      nearest: (asked, used) => `Größe ${used}: ${asked} malt dieses Modell nicht.`,
    },
    steps: (asked, used) =>
      `${steps(used)}: ${asked} ${isOne(asked) ? 'ist' : 'sind'} mehr, als du hier haben kannst.`,
    guidance: (asked, used) => `Führung ${used}: ${asked} ist mehr, als es hier gibt.`,
    seed: (asked, used) => `${asked} ist hier ${used}: Seeds haben 32 Bit.`,
    sampler: {
      nearest: (asked, used) => `${used} kommt ${asked} am nächsten.`,
      unknown: (asked, used) => `${asked} kenne ich nicht, darum ist es ${used}.`,
    },
    prompt: (asked, used) => `Die ersten ${used} von ${asked} Zeichen: mehr Platz hat ein Formular nicht.`,
  },
}
