import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { PictureFile } from './discord-api.ts'

export interface LiveEdit {
  body: MessageBody
  files: PictureFile[]
}

/** A message that is edited while something goes on. */
export interface LiveMessage<Edit = LiveEdit> {
  /** Shows this next. It is built when it is sent; an update that was not sent by then is replaced by the newer one. */
  show(edit: () => Edit | Promise<Edit>): void
  /** Ends the edits; resolves once none is in flight, so that none overwrites the message's final content. */
  stop(): Promise<void>
}

/**
 * Throttles edits: one in flight, at most one in `intervalMs`, the newest wins. A slow Discord (429, retries) keeps an
 * edit in flight and so slows us down by itself. An edit that fails is logged and forgotten: the next one says more.
 */
export function liveMessage<Edit = LiveEdit>(options: {
  edit: (edit: Edit) => Promise<void>
  intervalMs: number
  /** Time between the first edit and the second: shorter, so that a quick picture shows progress too. Default: `intervalMs`. */
  firstIntervalMs?: number
  logger: Logger
}): LiveMessage<Edit> {
  let next: (() => Edit | Promise<Edit>) | undefined
  let running: Promise<void> | undefined
  let pause: { end: () => void } | undefined
  let stopped = false
  let edits = 0

  const wait = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(
        resolve,
        edits === 1 ? (options.firstIntervalMs ?? options.intervalMs) : options.intervalMs,
      )
      pause = {
        end: () => {
          clearTimeout(timer)
          resolve()
        },
      }
    })

  const failed = saySeldom(options.logger, 'a progress edit failed')
  const run = async () => {
    while (next !== undefined && !stopped) {
      const build = next
      next = undefined
      edits += 1
      try {
        await options.edit(await build())
      } catch (error) {
        failed(error)
      }
      if (!stopped) await wait()
    }
    running = undefined
  }

  return {
    show(edit) {
      if (stopped) return
      next = edit
      running ??= run()
    },
    async stop() {
      stopped = true
      pause?.end()
      await running
    },
  }
}
