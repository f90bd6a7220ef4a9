import { autoV2 } from '#diffusion/model/model-hash.ts'
import type { CheckedModel } from './check-model.ts'
import type { ModelReport } from './model-report.ts'

/** One line: name, what it is, its sizes; a star marks the one that is used when nobody says which. */
export function modelLine(report: ModelReport, isDefault: boolean): string {
  const mark = isDefault ? '*' : ' '
  if (report.problems.length > 0) return `${mark} ${report.name}  can't be used: ${report.problems[0]}`
  const size = report.size ? `${report.size.own}x${report.size.own}` : ''
  const able = [
    report.folder?.vaeEncoder ? 'images' : 'text only',
    ...(report.folder?.tinyDecoder ? ['small decoder'] : []),
    ...(report.folder?.safetyChecker ? ['safety checker'] : []),
  ]
  return [
    `${mark} ${report.name}`,
    report.precision,
    size,
    `multiples of ${report.size?.multiple} px`,
    able.join(', '),
    bytesText(report.bytes),
  ].join('  ')
}

export function checkedModelText(checked: CheckedModel): string {
  const { path, layout, precision, size, bytes, hash, parts, opened, problems, notes } = checked
  const lines = [
    path,
    `  ${layout}, ${precision}, ${bytesText(bytes)}${hash === undefined ? '' : `, hash ${hash}`}`,
  ]
  if (size) lines.push(`  paints ${size.own}x${size.own} by itself, any multiple of ${size.multiple} pixels`)
  for (const part of parts) {
    const graph = opened.find(({ name }) => name === part.name)
    lines.push(
      `  ${part.name}: ${bytesText(part.bytes)}${graph ? `, opened in ${graph.seconds.toFixed(1)} s` : ''}`,
    )
    if (graph) lines.push(`    in: ${graph.inputs.join(', ')}`, `    out: ${graph.outputs.join(', ')}`)
  }
  lines.push(...notes.map((note) => `  note: ${note}`), ...problems.map((problem) => `  problem: ${problem}`))
  lines.push(problems.length === 0 ? '  It can be painted with.' : "  It can't be painted with.")
  return lines.join('\n')
}

/** As sites print them: the whole SHA-256, and its first ten digits, which A1111 writes into pictures and Civitai calls AutoV2. */
export function hashesText(sha256: string): string {
  return `SHA-256 ${sha256}, AutoV2 ${autoV2(sha256)}`
}

/** Decimal units, as disks and the hub count. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${Math.ceil(bytes / 1e3)} kB`
}
