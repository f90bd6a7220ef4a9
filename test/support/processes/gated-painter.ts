/** A painter process that says it is busy, and begins to work once the file of PAINTER_GATE is there. Node keeps what it is sent meanwhile. */
import { existsSync, watch } from 'node:fs'
import { dirname } from 'node:path'

const gate = process.env['PAINTER_GATE'] ?? ''
process.send?.({ type: 'busy', work: 'run unet of a model', size: 1 })
await new Promise<void>((open) => {
  const look = () => {
    if (!existsSync(gate)) return
    watching.close()
    open()
  }
  const watching = watch(dirname(gate), look)
  look()
})
await import('#diffusion/painter/painter-process.ts')
