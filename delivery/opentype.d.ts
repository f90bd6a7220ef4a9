/** What we use of opentype.js 2.0, which brings no types; its main file has no names that an import finds. */
declare module 'opentype.js/dist/opentype.mjs' {
  /** SVG's command, and its points as they are named there. */
  export interface PathCommand {
    type: 'M' | 'L' | 'C' | 'Q' | 'Z'
    x1?: number
    y1?: number
    x2?: number
    y2?: number
    x?: number
    y?: number
  }
  export interface Font {
    /** Of `text` at this size, in the units of the size. */
    getAdvanceWidth(text: string, size: number): number
    /** `x`, `y`: where its baseline begins. */
    getPath(text: string, x: number, y: number, size: number): { commands: PathCommand[] }
  }
  export function parse(file: ArrayBuffer): Font
}
