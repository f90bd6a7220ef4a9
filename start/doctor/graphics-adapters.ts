import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

/** A GPU as the system names it. */
export interface GraphicsAdapter {
  name: string
  memoryBytes?: number
  driver?: string
}

const run = promisify(execFile)
const toolTimeoutMs = 10_000

/** What the system's own tools say; none where they say nothing. */
export async function graphicsAdapters(): Promise<GraphicsAdapter[]> {
  switch (process.platform) {
    case 'win32':
      return ask(
        'powershell.exe',
        [
          '-NoProfile',
          '-Command',
          'ConvertTo-Json @(Get-CimInstance Win32_VideoController | Select-Object Name, DriverVersion)',
        ],
        parseVideoControllers,
      )
    case 'darwin':
      return ask('system_profiler', ['SPDisplaysDataType', '-json'], parseDisplays)
    default:
      return ask(
        'nvidia-smi',
        ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'],
        parseNvidiaSmi,
      )
  }
}

async function ask(
  tool: string,
  args: readonly string[],
  parse: (text: string) => GraphicsAdapter[],
): Promise<GraphicsAdapter[]> {
  try {
    return parse((await run(tool, args, { timeout: toolTimeoutMs })).stdout)
  } catch {
    // No such tool here, or another tongue than the one we read: the providers' own answers are what counts.
    return []
  }
}

/** Lines of `name, memory in MiB, driver`. */
export function parseNvidiaSmi(text: string): GraphicsAdapter[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', memory = '', driver = ''] = line.split(',').map((part) => part.trim())
      const memoryBytes = Number(memory) * 1024 ** 2
      return { name, ...(memoryBytes > 0 && { memoryBytes }), ...(driver !== '' && { driver }) }
    })
}

const controllersSchema = z.array(z.object({ Name: z.string(), DriverVersion: z.string().nullish() }))

export function parseVideoControllers(text: string): GraphicsAdapter[] {
  return controllersSchema.parse(JSON.parse(text)).map(({ Name, DriverVersion }) => ({
    name: Name,
    ...(typeof DriverVersion === 'string' && { driver: DriverVersion }),
  }))
}

const displaysSchema = z.object({
  SPDisplaysDataType: z.array(z.object({ sppci_model: z.string(), spdisplays_vram: z.string().optional() })),
})

export function parseDisplays(text: string): GraphicsAdapter[] {
  return displaysSchema
    .parse(JSON.parse(text))
    .SPDisplaysDataType.map(({ sppci_model: name, spdisplays_vram }) => {
      const [, amount, unit] = /^(\d+) (GB|MB)$/.exec(spdisplays_vram ?? '') ?? []
      const memoryBytes = Number(amount) * (unit === 'GB' ? 1024 ** 3 : 1024 ** 2)
      return { name, ...(amount !== undefined && { memoryBytes }) }
    })
}
