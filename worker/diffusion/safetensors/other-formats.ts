/** Their first opcode names the protocol. */
const pickles = ['\u0080\u0002', '\u0080\u0003', '\u0080\u0004', '\u0080\u0005']

/** What a file that is no safetensors file is, by its first bytes: the end of a sentence that begins with its name. */
export function otherFormat(start: Uint8Array): string | undefined {
  const text = Buffer.from(start.buffer, start.byteOffset, start.length).toString('latin1')
  // torch.save writes a zip; before version 1.6 a bare pickle.
  if (text.startsWith('PK\u0003\u0004') || pickles.some((first) => text.startsWith(first)))
    return 'is a pickle (.ckpt, .pt, .bin), which could run anything when it is read: get the .safetensors version of it'
  if (text.startsWith('GGUF')) return 'is a GGUF file: get the .safetensors version of it'
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text))
    return 'is a web page, perhaps one that asked for a log-in: download it again'
  if (text.startsWith('version https://git-lfs'))
    return 'is a Git LFS pointer: download the file that it points to'
  if (/^\s*\{/.test(text)) return 'is JSON: it may be the answer of a site that refused the download'
  return undefined
}
