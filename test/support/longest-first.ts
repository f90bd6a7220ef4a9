import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest, the longest first; seconds would be another machine's. */
const longest = [
  'test/e2e/fault-points',
  'test/e2e/api-fault-points',
  'worker/diffusion/painter/webgpu',
  'worker/diffusion/engine/speed-likeness',
  'test/e2e/discord-faults',
  'test/e2e/delivery-faults',
  'worker/diffusion/engine/lora-parity',
  'playground/product',
  'worker/diffusion/engine/checkpoint-parity',
  'playground/page',
  'test/e2e/both-queues',
  'worker/diffusion/engine/parity',
  'worker/diffusion/painter/painter',
  'start/main',
  'cli/imagine',
  'worker/diffusion/model/adaptable-session',
  'worker/diffusion/engine/changed-checkpoint',
  'worker/diffusion/engine/speed',
  'worker/diffusion/engine/checkpoint-prompts',
  'test/e2e/api',
  'test/e2e/buttons',
  'test/e2e/compare',
  'test/clients/openai',
  'test/clients/a1111',
  'test/clients/a1111-pictures',
  'cli/refusals',
]

/** Files that take long start first: one of them at the end would leave the other processes without work. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return found === -1 ? longest.length : found
    }
    // Projects, where there are several, one after the other: a process serves one of them.
    return (await super.sort(files)).sort(
      (a, b) => compare(a.project.name, b.project.name) || place(a) - place(b),
    )
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
