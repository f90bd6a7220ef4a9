import { resolve } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { describeMachine } from './machine.ts'
import { parseOptions } from './measures.ts'
import { measureStart, type StartMeasured } from './start/measure-start.ts'
import { percentile, sum } from './statistics.ts'

const optionsSchema = z.object({
  runs: z.coerce.number().int().min(1),
  rest: z.coerce.number().min(0),
  port: z.coerce.number().int().min(1024),
  against: z.string().optional(),
  json: z.boolean().default(false),
})

/** `npm run bench -- start`: how soon the page answers after `npm start`, and what memory the processes hold at rest. */
export function startCommand(): Command {
  return new Command('start')
    .description('Seconds from npm start to the page, and memory at rest; beside another checkout by turns')
    .option('--runs <n>', 'starts of each; before them comes one that compiles', '5')
    .option('--rest <seconds>', 'from its readiness until memory is looked at', '10')
    .option('--port <n>', 'a free one', '3999')
    .option('--against <dir>', 'another checkout, installed, to compare with')
    .option('--json', 'one JSON object')
    .action(async (given: unknown) => {
      const { runs, rest, port, against, json } = parseOptions(optionsSchema, given)
      const checkouts = [process.cwd(), ...(against === undefined ? [] : [resolve(against)])]
      const measured = new Map<string, StartMeasured[]>(checkouts.map((checkout) => [checkout, []]))
      for (let run = 0; run <= runs; run++) {
        for (const [checkout, starts] of measured) {
          const start = await measureStart(checkout, port, run === 0 ? 0 : rest * 1000)
          if (run > 0) starts.push(start)
          console.error(`${checkout}: ${start.page.toFixed(2)} s${run === 0 ? ', the first one' : ''}`)
        }
      }
      const lines = [...measured].map(([checkout, starts]) => summary(checkout, starts))
      if (json) console.log(JSON.stringify({ machine: describeMachine(), measured: lines }))
      else console.log(textOf(lines))
    })
}

interface Summary {
  checkout: string
  page: number
  healthy: number
  resident: number
  proportional: number
  processes: StartMeasured['processes']
}

function summary(checkout: string, starts: readonly StartMeasured[]): Summary {
  const median = (of: (start: StartMeasured) => number) => percentile(starts.map(of), 0.5)
  return {
    checkout,
    page: median(({ page }) => page),
    healthy: median(({ healthy }) => healthy),
    resident: median(({ processes }) => sum(processes.map(({ resident }) => resident))),
    proportional: median(({ processes }) => sum(processes.map(({ proportional }) => proportional))),
    processes: starts.at(-1)?.processes ?? [],
  }
}

function textOf(lines: readonly Summary[]): string {
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const machine = describeMachine()
  const text = lines.flatMap((line) => [
    line.checkout,
    `  page after ${line.page.toFixed(2)} s, pictures after ${line.healthy.toFixed(2)} s`,
    `  at rest ${mb(line.resident)} resident, ${mb(line.proportional)} with shared pages in parts`,
    ...line.processes.map(({ name, resident }) => `    ${name}: ${mb(resident)}`),
  ])
  const [own, other] = lines
  if (own && other)
    text.push(
      `of the other: page ${(own.page / other.page).toFixed(2)}, pictures ${(own.healthy / other.healthy).toFixed(2)}, resident ${(own.resident / other.resident).toFixed(2)}`,
    )
  text.push(`${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)}, Node ${machine.node}`)
  return text.join('\n')
}
