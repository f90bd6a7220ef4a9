import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { z } from 'zod'

const accepted = z.object({ id: z.string() })
const status = z.object({ status: z.string() })

/**
 * A client with a connection of its own that stays open, and next to no work besides: 200 of them share a thread, and what is measured
 * is to be the server.
 */
export async function openClient(url: string, key: string) {
  const { hostname, port } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const headers = `Host: ${hostname}:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`
  const ask = (method: string, path: string, body = '') => {
    socket.write(
      `${method} ${path} HTTP/1.1\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    return answerOn(socket)
  }
  return {
    /** Undefined: refused. */
    async generate(body: object): Promise<string | undefined> {
      const { code, text } = await ask('POST', '/api/generate', JSON.stringify(body))
      return code === 202 ? accepted.parse(JSON.parse(text)).id : undefined
    },
    async ended(id: string): Promise<string> {
      for (;;) {
        const { text } = await ask('GET', `/api/status/${id}?wait=60`)
        const now = status.parse(JSON.parse(text)).status
        if (['completed', 'failed', 'cancelled'].includes(now)) return now
      }
    },
    close: () => socket.destroy(),
  }
}

/** The next answer, whole; our API says how long its answers are. */
async function answerOn(socket: Socket): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const hear = (data: Buffer) => {
      heard += data.toString('latin1')
      const head = heard.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/^content-length: (\d+)/im.exec(heard.slice(0, head))?.[1] ?? 0)
      if (heard.length < head + 4 + length) return
      end()
      resolve({ code: Number(heard.slice(9, 12)), text: heard.slice(head + 4) })
    }
    const gone = () => {
      end()
      reject(new Error('the connection was closed'))
    }
    const end = () => socket.off('data', hear).off('close', gone).off('error', gone)
    socket.on('data', hear).on('close', gone).on('error', gone)
  })
}
