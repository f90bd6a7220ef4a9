import { type Speed, speeds, defaultSpeed } from '#core/speeds.ts'
import type { PictureSettings } from './picture-settings.ts'
import { told } from './written-json.ts'

/** The text of a picture's chunk `parameters`, taken apart. */
export interface ParsedParameters {
  prompt: string
  negativePrompt: string
  /** Every "Name: value" pair by its name, as text. */
  settings: Record<string, string>
}

/**
 * Reads what `parametersText`, A1111 and its kin write (stable-diffusion-webui, `parse_generation_parameters`): a prompt, a negative
 * prompt behind "Negative prompt:", and a line of settings. That line is the last one that is one; what follows it (templates,
 * what extensions add) is no part of the prompt. A text without such a line is all prompt.
 */
export function parseParametersText(text: string): ParsedParameters {
  const whole = text.replaceAll(/\r\n?/g, '\n')
  const line = findSettingsLine(whole)
  const said = whole.slice(0, line?.start).trim()
  const settings = Object.fromEntries(line?.pairs ?? [])
  const negative = negativePromptIn(said)
  if (negative === null) return { prompt: shared(said, line?.inline), negativePrompt: '', settings }
  const { index, 0: name } = negative
  return {
    prompt: shared(said.slice(0, index).trim(), said.charAt(index - 1) !== '\n'),
    negativePrompt: shared(said.slice(index + name.length).trim(), line?.inline),
    settings,
  }
}

/** Where a prompt shares its line with what follows, a comma stands between them. */
function shared(text: string, sharesLine = false): string {
  return sharesLine ? text.replace(/,$/, '').trim() : text
}

function negativePromptIn(text: string): RegExpExecArray | null {
  return /^[ \t]*Negative prompt:/m.exec(text) ?? /(?<=\s)Negative prompt:/.exec(text)
}

/** Whether a negative prompt is told apart in a text. */
export function hasNegativePrompt(text: string): boolean {
  return negativePromptIn(text) !== null
}

/** Whether a text has a line of settings: a picture's comment of any other kind has none. */
export function hasSettingsLine(text: string): boolean {
  return findSettingsLine(text.replaceAll(/\r\n?/g, '\n')) !== undefined
}

/** The same settings in the form that all tools' are read into. */
export function settingsOfParameters(text: string): PictureSettings {
  const { prompt, negativePrompt, settings } = parseParametersText(text)
  const { Steps, Seed, Sampler, Model } = settings
  const [, width, height] = /^(\d{1,6})\s*[x×]\s*(\d{1,6})$/i.exec(settings['Size'] ?? '') ?? []
  return {
    tool: 'A1111',
    prompt,
    negativePrompt,
    written: text.trim(),
    ...told({
      steps: decimal(Steps),
      guidance: decimal(settings['CFG scale']),
      seed: /^\d{1,40}$/.test(Seed ?? '') ? BigInt(Seed ?? '') : undefined,
      width: decimal(width),
      height: decimal(height),
      sampler: Sampler,
      schedule: settings['Schedule type'],
      model: Model,
      strength: decimal(settings['Denoising strength']),
      promptSyntax: isPlain(settings) ? 'plain' : undefined,
      clipSkip: decimal(settings['Clip skip']),
      speed: speedOf(settings),
    }),
  }
}

/** Our own pictures, which alone have a syntax or a device, say only what isn't exact. */
function speedOf({
  Device,
  'Prompt syntax': syntax,
  Speed: speed,
}: Record<string, string>): Speed | undefined {
  if (Device === undefined && syntax === undefined) return undefined
  return speeds.find((one) => one === speed?.toLowerCase()) ?? defaultSpeed
}

/** Our own pictures say it; those from before there was a choice have a device, which no other tool writes, and were plain. */
function isPlain({ Device, 'Prompt syntax': syntax }: Record<string, string>): boolean {
  return syntax === undefined ? Device !== undefined : syntax === 'plain'
}

function decimal(text: string | undefined): number | undefined {
  return /^\d+(\.\d+)?$/.test(text ?? '') ? Number(text) : undefined
}

interface SettingsLine {
  /** Where it begins and ends in the text. */
  start: number
  end: number
  /** Something of the prompt stands before it on its line. */
  inline: boolean
  pairs: [name: string, value: string][]
}

/** Names that a line of settings begins with, or, behind a prompt on the same line, goes on with. */
const firstNames =
  /(?<![\w-])(?:Steps|Sampler|Schedule type|CFG scale|Seed|Size|Model hash|Model|Denoising strength|Clip skip|Version):/g

/** A prompt may hold a colon or two; three pairs are settings (A1111 has the same threshold). */
const leastPairs = 3

function findSettingsLine(text: string): SettingsLine | undefined {
  let last: SettingsLine | undefined
  let lineStart = 0
  let lookedTo = 0
  let tried = { lineStart: -1, steps: false }
  for (const { index, 0: name } of text.matchAll(firstNames)) {
    if (last !== undefined && index < last.end) continue
    const newline = text.slice(lookedTo, index).lastIndexOf('\n')
    if (newline !== -1) lineStart = lookedTo + newline + 1
    lookedTo = index
    // Of a line, the first name is where its settings begin, or "Steps:", where a prompt before them holds such a name.
    const steps = name === 'Steps:'
    if (tried.lineStart === lineStart && (tried.steps || !steps)) continue
    tried = { lineStart, steps }
    const { pairs, end } = readPairs(text, index)
    if (pairs.length < leastPairs || !pairs.some(isSetting)) continue
    last = { start: index, end, inline: text.slice(lineStart, index).trim() !== '', pairs }
  }
  return last
}

/** Values that a prompt with colons in it does not hold. */
const certain: Record<string, RegExp> = {
  Steps: /^\d+$/,
  Seed: /^-?\d+$/,
  Size: /^\d+\s*[x×]\s*\d+$/i,
  'CFG scale': /^\d+(\.\d+)?$/,
}

function isSetting([name, value]: [name: string, value: string]): boolean {
  return Object.hasOwn(certain, name) && certain[name]?.test(value) === true
}

/** One pair, or any other text between two commas. A value in quotes may hold both commas and line breaks. */
const segment =
  /[ \t]*(?:(?<name>\w[\w \-/]*):[ \t]*(?<whole>"(?:[^"\\]+|\\[^])*"|\{[^{}\n]*\})?)?(?<rest>[^,\n]*)(?<comma>,?)/y

/** The pairs from a place in a text to the end of their line. */
function readPairs(text: string, start: number): Pick<SettingsLine, 'pairs' | 'end'> {
  const pairs: SettingsLine['pairs'] = []
  let end = start
  for (;;) {
    segment.lastIndex = end
    const { 0: read = '', groups = {} } = segment.exec(text) ?? {}
    end += read.length
    const { name, whole = '', rest = '', comma } = groups
    if (name !== undefined) pairs.push([name.trim(), unquoted(`${whole}${rest}`.trim())])
    if (comma !== ',') return { pairs, end }
  }
}

function unquoted(value: string): string {
  if (!/^".*"$/s.test(value)) return value
  try {
    // A raw line break is no JSON, but people's templates have it.
    const parsed: unknown = JSON.parse(value.replaceAll('\n', String.raw`\n`))
    return String(parsed)
  } catch {
    return value
  }
}
