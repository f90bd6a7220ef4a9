import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** A Vulkan driver for tests, or why there is none. */
export type Swiftshader = { folder: string; env: NodeJS.ProcessEnv } | { reason: string }

/**
 * SwiftShader, a Vulkan driver that computes on the CPU, and a Vulkan loader, as Chromium brings them: with `env` a child process
 * finds a GPU. It has no float16.
 */
export function unpackSwiftshader(): Swiftshader {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: `SwiftShader is unpacked for Linux x64 only, this is ${process.platform} ${process.arch}.`,
    }
  const archive = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '../../bin/swiftshader.tar.br',
  )
  if (!existsSync(archive)) return { reason: `${archive} is not there.` }
  const folder = mkdtempSync(join(tmpdir(), 'swiftshader-'))
  try {
    execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(readFileSync(archive)) })
  } catch (error) {
    return {
      reason: `SwiftShader can't be unpacked: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
  return {
    folder,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
    },
  }
}
