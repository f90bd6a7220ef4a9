import { isOne, steps } from './plural.ts'

/** Pictures that other tools made. */
export const foreignEn = {
  /** A tool that nobody can name. */
  anotherTool: 'another tool',
  readFrom: (tool: string) => `Made with ${tool}, told the way A1111 writes it:`,
  /** A file that carries settings, which is not the same as one without any. */
  unreadable: {
    form: (tool: string) => `This picture carries settings of ${tool}, but in a form that I can't read.`,
    no_sampler: (tool: string) =>
      `This picture carries a workflow of ${tool}, but I can't find the sampler in it that painted the picture.`,
    node: (tool: string, node: string) =>
      `This picture carries a workflow of ${tool}, but its prompt or its seed comes out of the node “${node}”, which I can't look into.`,
  },
  /** What is otherwise here than where the picture was made. A form has room for 100 characters. */
  changes: {
    size: {
      limit: (asked: string, used: string) => `Size ${used}: ${asked} is larger than you may have here.`,
      nearest: (asked: string, used: string) => `Size ${used}: ${asked} is none that this model paints.`,
    },
    steps: (asked: string, used: string) =>
      `${steps(used)}: ${asked} ${isOne(asked) ? 'is' : 'are'} more than you may have here.`,
    guidance: (asked: string, used: string) => `Guidance ${used}: ${asked} is more than there is here.`,
    seed: (asked: string, used: string) => `${asked} is ${used} here: seeds have 32 bits.`,
    sampler: {
      nearest: (asked: string, used: string) => `${used} comes nearest to ${asked}.`,
      unknown: (asked: string, used: string) => `I don't know ${asked}, so it is ${used}.`,
    },
    prompt: (asked: string, used: string) =>
      `The first ${used} of its ${asked} ${isOne(asked) ? 'character' : 'characters'}: a form has no room for more.`,
  },
}
export type ForeignTexts = typeof foreignEn
