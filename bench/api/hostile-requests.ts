import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { withChunk } from '#store/png/chunks.ts'

const mega = 1024 * 1024
/** So that nothing but the picture could be refused. */
const accepted = { strength: 1, steps: 1, width: 64, height: 64 }
const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(mega, 0x20), Buffer.from('\r\n')])
const pouredMost = 100
/** A body that comes a byte at a time is given up by the client after so long. */
const slowForMs = 3000
const slowEveryMs = 100

/** What is sent to hurt, each by a program with a key that works. Each resolves with the status of the answer; 0: it hung up. */
export function hostileRequests(url: string, key: string) {
  const open = async (headers: string): Promise<Socket> => {
    const { hostname, port } = new URL(url)
    const socket = createConnection({ host: hostname, port: Number(port) })
    // The server hangs up on what nobody reads.
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(
      `POST /api/generate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`,
    )
    return socket
  }
  const statusOn = (socket: Socket) => {
    let status = 0
    socket.once('data', (head: Buffer) => (status = Number(head.toString('latin1').slice(9, 12))))
    return () => status
  }
  const post = async (body: string | Buffer): Promise<number> => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/api/generate`, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    })
    await answer.arrayBuffer()
    return answer.status
  }
  let packedText: Buffer | undefined
  return {
    post,
    /** Up to 100 MB, as long as they are taken. */
    async pour(headers: string): Promise<number> {
      const socket = await open(headers)
      const status = statusOn(socket)
      // Not once(): that rejects when the server hangs up, which is what is hoped for.
      const heard = (event: string) => new Promise<void>((resolve) => socket.once(event, () => resolve()))
      const closed = heard('close')
      for (let sent = 0; sent < pouredMost && status() === 0 && !socket.destroyed; sent++)
        if (!socket.write(chunk)) await Promise.race([heard('drain'), closed, later(slowForMs)])
      socket.destroy()
      await closed
      return status()
    },
    /** A body of 32 MB, a byte now and then. */
    async dribble(): Promise<number> {
      const socket = await open(`Content-Length: ${32 * mega}`)
      const status = statusOn(socket)
      for (let ms = 0; ms < slowForMs && status() === 0; ms += slowEveryMs) {
        socket.write(' ')
        await later(slowEveryMs)
      }
      socket.destroy()
      return status()
    },
    /** A few bytes that say they are a picture of 60,000 × 60,000. */
    async giantHeader(): Promise<number> {
      const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
      png.writeUInt32BE(60_000, 16)
      png.writeUInt32BE(60_000, 20)
      return post(JSON.stringify({ prompt: 'x', image: png.toString('base64') }))
    },
    /** A picture of as many pixels as are taken: its bytes are few, and it is decoded. */
    async largest(): Promise<number> {
      const side = 5792
      const png = await sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
        .png({ compressionLevel: 9 })
        .toBuffer()
      return post(JSON.stringify({ prompt: 'x', image: png.toString('base64'), ...accepted }))
    },
    /** A picture whose text unpacks to 100 MB. */
    async textBomb(): Promise<number> {
      packedText ??= deflateSync(Buffer.alloc(100 * mega, 0x61), { level: 9 })
      const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
      const bomb = withChunk(png, {
        type: 'zTXt',
        data: Buffer.concat([Buffer.from('parameters\0\0'), packedText]),
      })
      return post(JSON.stringify({ prompt: 'x', image: bomb.toString('base64'), ...accepted }))
    },
  }
}
