import { dirname } from 'node:path'
import type { GraphSource } from '#diffusion/model/graph-source.ts'
import { modelHash } from '#diffusion/model/model-hash.ts'
import { PaintError } from '#diffusion/errors.ts'
import { decidedDevice, type Device } from '#diffusion/session/device.ts'
import type { OpenSession, Session, TensorInfo } from '#diffusion/session/session.ts'
import { createTextEncoder } from '#diffusion/networks/text-encoder.ts'
import { loadTokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { createUnet } from '#diffusion/networks/unet.ts'
import { createVaeDecoder } from '#diffusion/networks/vae-decoder.ts'
import { createVaeEncoder } from '#diffusion/networks/vae-encoder.ts'
import { reportModel, type ModelReport, type PartName } from './model-report.ts'

/** A model whose every part has been opened on a device. */
export interface CheckedModel extends ModelReport {
  hash?: string
  /** Inputs and outputs as the graphs declare them, and the seconds that opening each took. */
  opened: OpenedPart[]
}

export interface OpenedPart {
  name: PartName
  inputs: string[]
  outputs: string[]
  seconds: number
}

/**
 * Opens every part of a model folder, one after the other, as painting would.
 * @throws PaintError `device` when the device itself can't be had: that says nothing about the model
 */
export async function checkModel(
  path: string,
  device: string,
  openSession: OpenSession,
  vae?: string,
): Promise<CheckedModel> {
  const checked: CheckedModel = { ...(await reportModel(path, vae)), opened: [] }
  const { folder, problems } = checked
  if (!folder) return checked
  // Nothing is loaded from files that are known to be damaged: some make the native side end the whole process.
  if (problems.length === 0) {
    const on = decidedDevice(device)
    for (const { name, source } of checked.parts) {
      try {
        checked.opened.push(await openPart(name, source, on, openSession))
      } catch (error) {
        if (!(error instanceof PaintError) || error.code === 'device') throw error
        problems.push(error.message)
      }
    }
  }
  await loadTokenizer(dirname(folder.tokenizer)).catch((error: unknown) => {
    if (!(error instanceof PaintError)) throw error
    problems.push(error.message)
  })
  checked.hash = await modelHash(folder)
  return checked
}

async function openPart(
  name: PartName,
  { file, made }: GraphSource,
  device: Device,
  openSession: OpenSession,
): Promise<OpenedPart> {
  const started = performance.now()
  const graph = await made?.make()
  // Frugal: nothing is painted.
  const session = await openSession(file, { device, frugal: true, part: name, ...(graph && { graph }) })
  try {
    readGraph(name, session)
    return {
      name,
      inputs: session.inputs.map(tensorText),
      outputs: session.outputs.map(tensorText),
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    await session.release()
  }
}

/** The engine's own look at a graph: it throws where a graph is another kind of model. */
function readGraph(name: PartName, session: Session): void {
  switch (name) {
    case 'text_encoder':
      createTextEncoder(session)
      return
    case 'unet':
      createUnet(session)
      return
    case 'vae_decoder':
      createVaeDecoder(session, 1)
      return
    case 'vae_decoder_tiny':
      createVaeDecoder(session, 1, 'vae_decoder_tiny')
      return
    case 'vae_encoder':
      createVaeEncoder(session, 1)
      return
    case 'safety_checker':
  }
}

function tensorText({ name, type, dims }: TensorInfo): string {
  return `${name} ${type} [${dims.join(', ')}]`
}
