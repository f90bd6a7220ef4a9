/** A painter process whose GPU has too little memory for any model; on the CPU it is the real one. */
import type { FromPainter, ToPainter } from '#diffusion/painter/painter-messages.ts'

const kept: ToPainter[] = []
const keep = (message: ToPainter) => void kept.push(message)
const send = (message: FromPainter) => process.send?.(message)

process.once('message', (first: ToPainter) => {
  if (first.type === 'options' && first.options.device === 'cpu') void real(first)
  else process.on('message', refuse)
})

async function real(first: ToPainter): Promise<void> {
  process.on('message', keep)
  await import('#diffusion/painter/painter-process.ts')
  process.off('message', keep)
  for (const message of [first, ...kept]) process.emit('message', message, undefined)
}

function refuse(message: ToPainter): void {
  if (message.type !== 'open') return
  const error = { code: 'device_full' as const, message: 'It has not enough memory for this.' }
  send({ type: 'error', id: message.id, error })
}
