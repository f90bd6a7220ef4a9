import { PaintError } from './errors.ts'
import type { Values } from './session/values.ts'

/** NumPy's file format, version 1.0, little-endian float32 in C order (numpy/lib/format.py). */
export function writeNpy({ dims, data }: Values): Buffer {
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(', ')
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`
  const prefix = 10
  // The header ends in a newline and is padded so that the data starts at a multiple of 64.
  const padding = 64 - ((prefix + dict.length + 1) % 64)
  const header = Buffer.from(`\x93NUMPY\x01\x00\0\0${dict}${' '.repeat(padding % 64)}\n`, 'latin1')
  header.writeUInt16LE(header.length - prefix, 8)
  return Buffer.concat([header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)])
}

/** @throws PaintError `bad_request` for anything but little-endian float32 in C order */
export function readNpy(file: Buffer): Values {
  const prefix = 10
  const header = file.toString('latin1', prefix, prefix + (file.length > prefix ? file.readUInt16LE(8) : 0))
  const shape = /'descr': '<f4', 'fortran_order': False, 'shape': \((?<shape>[\d, ]*)\)/.exec(header)
    ?.groups?.['shape']
  if (shape === undefined) throw new PaintError('bad_request', 'This is not a float32 NPY file.')
  const dims = shape
    .split(',')
    .filter((dim) => dim.trim() !== '')
    .map(Number)
  const bytes = file.subarray(prefix + header.length)
  return { dims, data: new Float32Array(Uint8Array.from(bytes).buffer) }
}
