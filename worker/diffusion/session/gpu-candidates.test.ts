import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gpuCandidates } from './gpu-candidates.ts'

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('Vulkan on Linux', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vulkan-'))
    await writeFile(join(folder, 'libvulkan.so.1'), '')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const against = async (...drivers: string[]) => {
    for (const driver of drivers) await writeFile(join(folder, driver), '{}')
    const files = drivers.map((driver) => join(folder, driver)).join(':')
    const candidates = gpuCandidates({ LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: files })
    return candidates.find(({ device }) => device.provider === 'webgpu')?.missing
  }

  test('is worth a try with the driver of a GPU', async () => {
    expect(await against('radeon_icd.x86_64.json')).toBeUndefined()
    expect(await against('lvp_icd.x86_64.json', 'nvidia_icd.json')).toBeUndefined()
  })

  test('is not tried where it would compute on the CPU', async () => {
    expect(await against('lvp_icd.x86_64.json')).toMatch(/only Vulkan driver computes on the CPU/)
    expect(await against('vk_swiftshader_icd.json', 'lvp_icd.json')).toMatch(/computes on the CPU/)
    expect(await against()).toMatch(/no Vulkan driver/)
  })
})
