import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tinyModel } from './house.ts'
import { safetyCheckerGraph } from './onnx/safety-checker-graph.ts'

/** The tiny model in a folder of its own, with a safety checker that flags everything. @returns the folder */
export async function flaggingModel(parent: string): Promise<string> {
  const model = join(parent, 'flagging')
  await cp(tinyModel, model, { recursive: true })
  await mkdir(join(model, 'safety_checker'))
  await writeFile(join(model, 'safety_checker', 'model.onnx'), safetyCheckerGraph(224, 'all'))
  return model
}
