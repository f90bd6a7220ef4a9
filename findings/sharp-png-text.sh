#!/usr/bin/env bash
# versions:  sharp 0.35.5, Node 20.20.2, Linux x64
# guess:     `metadata().comments` gives the text of a PNG's chunks, and `keepMetadata()` writes them as they were: tEXt, which is Latin-1 by the
#            PNG specification, and iTXt, which is UTF-8.
# behaviour: Latin-1 is read as UTF-8: of "café" in a tEXt chunk the é is lost (U+FFFD). keepMetadata() turns every text into zTXt, also Latin-1
#            by the specification, and puts UTF-8 into it: sharp reads that back, readers that keep to the specification see other letters.
# seen:      parameters: "caf\ufffd", Comment: "赤"
#            written: zTXt parameters, zTXt Comment
#            Comment in Latin-1: "èµ¤"
# here:      store/ reads and writes PNG's text chunks by itself
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts sharp@0.35.5
cat >run.cjs <<'JS'
const sharp = require('sharp')
const zlib = require('zlib')
function crc(bytes) {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1))
  }
  return ~sum >>> 0
}
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const ends = [Buffer.alloc(4), Buffer.alloc(4)]
  ends[0].writeUInt32BE(data.length)
  ends[1].writeUInt32BE(crc(body))
  return Buffer.concat([ends[0], body, ends[1]])
}
function chunks(png) {
  const found = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    found.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at))])
  return found
}
;(async () => {
  const plain = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } }).png().toBuffer()
  const latin1 = chunk('tEXt', Buffer.from('parameters\0caf\u00e9', 'latin1'))
  const utf8 = chunk('iTXt', Buffer.concat([Buffer.from('Comment\0\0\0\0\0'), Buffer.from('\u8d64')]))
  const png = Buffer.concat([plain.subarray(0, 33), latin1, utf8, plain.subarray(33)])
  const { comments } = await sharp(png).metadata()
  const read = Object.fromEntries(comments.map(({ keyword, text }) => [keyword, text]))
  console.log(`parameters: ${JSON.stringify(read.parameters)}, Comment: ${JSON.stringify(read.Comment)}`)
  const kept = chunks(await sharp(png).keepMetadata().png().toBuffer()).filter(([type]) => /^[zti]TXt|tEXt$/.test(type))
  const keyword = (data) => data.toString('latin1', 0, data.indexOf(0))
  console.log(`written: ${kept.map(([type, data]) => `${type} ${keyword(data)}`).join(', ')}`)
  const [, comment] = kept.find(([, data]) => keyword(data) === 'Comment')
  const words = zlib.inflateSync(comment.subarray(comment.indexOf(0) + 2)).toString('latin1')
  console.log(`Comment in Latin-1: ${JSON.stringify(words)}`)
  const asSeen =
    read.parameters === 'caf\ufffd' &&
    read.Comment === '\u8d64' &&
    kept.every(([type]) => type === 'zTXt') &&
    words === Buffer.from('\u8d64').toString('latin1')
  process.exit(asSeen ? 0 : 1)
})()
JS
node run.cjs
