import type { ExaminedModel } from './examine-models.ts'
import type { ExaminedProvider } from './examine-providers.ts'
import type { ExaminedServers } from './examine-servers.ts'
import type { GraphicsAdapter } from './graphics-adapters.ts'

/** All that was found out, as `--json` prints it. */
export interface DoctorReport {
  version: string
  node: { version: string; ok: boolean }
  system: { platform: string; cpu: string; cores: number; memoryBytes: number; onnxruntime: string }
  adapters: GraphicsAdapter[]
  /** As DEVICE names it. */
  device: string
  providers: ExaminedProvider[]
  /** What `DEVICE=auto` paints with here. */
  auto: string
  servers: ExaminedServers
  models: ExaminedModel[]
  /** Why no picture can be painted; empty where one can. */
  reasons: string[]
}

/** What stands against painting, each with what to do. */
export function reasonsAgainst(report: Omit<DoctorReport, 'reasons'>): string[] {
  const { node, device, providers, servers, models } = report
  const reasons: string[] = []
  if (!node.ok) reasons.push(`Node ${node.version} is not supported: install 20.20, 22 or 24.`)
  for (const [name, { ok, says }] of Object.entries(servers)) if (!ok) reasons.push(`The ${name}: ${says}`)
  const chosen = models.find((model) => model.chosen)
  if (chosen?.problem !== undefined) reasons.push(chosen.problem)
  const paints = ({ name, stepSeconds }: ExaminedProvider) =>
    stepSeconds !== undefined && (device === 'auto' || device.split(':')[0] === name)
  if (chosen?.problem === undefined && !providers.some(paints)) {
    const asked = providers.find(({ name }) => device.split(':')[0] === name)
    reasons.push(`DEVICE=${device} can’t paint here: ${asked?.reason ?? 'no device can.'}`)
  }
  return reasons
}

/** The report as people read it, and paste it into a bug report. */
export function reportText(report: DoctorReport): string {
  const { node, system, adapters, providers, servers, models, reasons } = report
  const memory = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(0)} GiB`
  const rows = providers.map(({ name, there, loads, adapter, memoryBytes, float16, stepSeconds, reason }) => [
    name,
    loads ? 'yes' : there ? 'no' : '–',
    adapter ?? '',
    memoryBytes === undefined ? '' : memory(memoryBytes),
    loads ? (float16 ? 'yes' : 'no') : '',
    stepSeconds === undefined ? '' : `${Number(stepSeconds.toPrecision(2))} s`,
    reason ?? '',
  ])
  return [
    `Dragon Wings ${report.version}, Node ${node.version}, onnxruntime ${system.onnxruntime}`,
    `${system.platform}, ${system.cpu}, ${system.cores} cores, ${memory(system.memoryBytes)}`,
    ...adapters.map(
      ({ name, memoryBytes, driver }) =>
        `${name}${memoryBytes === undefined ? '' : `, ${memory(memoryBytes)}`}${driver === undefined ? '' : `, driver ${driver}`}`,
    ),
    '',
    ...table([['provider', 'loads', 'adapter', 'memory', 'float16', 'step', ''], ...rows]),
    'A step is one run of the UNet at the model’s own size, with guidance.',
    '',
    ...table([
      ...Object.entries(servers).map(([name, { ok, says }]) => [name, ok ? 'ok' : 'NO', says]),
      ...models.map(({ path, chosen, problem }) => [
        chosen ? 'model' : 'other model',
        problem === undefined ? 'ok' : 'NO',
        problem ?? path,
      ]),
    ]),
    '',
    ...(reasons.length === 0
      ? [
          `Pictures can be painted: DEVICE=${report.device}${report.device === 'auto' ? ` takes ${report.auto}` : ''}.`,
        ]
      : ['No picture can be painted:', ...reasons]),
  ].join('\n')
}

/** Columns as wide as their longest cell; the last is left as it is. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
