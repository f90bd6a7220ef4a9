import { z } from 'zod'

const lineSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('machine'), gpu: z.string(), driver: z.string(), torch: z.string() }),
  z.object({ what: z.literal('parity'), name: z.string(), off: z.number().nullable() }),
  z.object({
    what: z.literal('speed'),
    name: z.string(),
    pictures: z.number(),
    stepsPerSecond: z.number(),
    picturesPerMinute: z.number().optional(),
  }),
  z.object({ what: z.literal('failed'), name: z.string(), reason: z.string() }),
])

/** One line of a measurement's answer. */
export type Line = z.infer<typeof lineSchema>

/** Lines of results as Markdown, for BENCHMARKS.md. What is no result is left out. */
export function table(text: string): string {
  const lines = text.split('\n').flatMap(parse)
  const speeds = lines.filter((line) => line.what === 'speed')
  const sizes = [...new Set(speeds.map(({ pictures }) => pictures))].sort((a, b) => a - b)
  const names = [...new Set(speeds.map(({ name }) => name))]
  const rate = (name: string, size: number) =>
    speeds.find((line) => line.name === name && line.pictures === size)
  const most = sizes.at(-1) ?? 1
  return [
    ...lines.flatMap((line) =>
      line.what === 'machine' ? [`${line.gpu}, driver ${line.driver}, torch ${line.torch}.`] : [],
    ),
    '',
    `| steps a second | ${sizes.map((size) => `batch ${size}`).join(' | ')} | pictures a minute, ${most} people |`,
    `| --- |${sizes.map(() => ' --- |').join('')} --- |`,
    ...names.map((name) => {
      const cells = sizes.map((size) => rounded(rate(name, size)?.stepsPerSecond))
      return `| ${[name, ...cells, rounded(rate(name, most)?.picturesPerMinute)].join(' | ')} |`
    }),
    '',
    '| a UNet run beside torch in float32 | largest difference, standard deviations |',
    '| --- | --- |',
    ...lines.flatMap((line) =>
      line.what === 'parity' ? [`| ${line.name} | ${line.off?.toExponential(1) ?? 'no numbers'} |`] : [],
    ),
    ...lines.flatMap((line) => (line.what === 'failed' ? ['', `${line.name}: ${line.reason}`] : [])),
  ].join('\n')
}

/** A measurement whose time was up may have been cut off in the middle of a line. */
function parse(text: string): Line[] {
  if (!/^\{.*\}$/.test(text)) return []
  const line = lineSchema.safeParse(JSON.parse(text))
  return line.success ? [line.data] : []
}

function rounded(value: number | undefined): string {
  return value === undefined ? '–' : String(Number(value.toPrecision(3)))
}
