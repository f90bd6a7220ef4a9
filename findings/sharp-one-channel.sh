#!/usr/bin/env bash
# versions:  sharp 0.35.5, Node 20.20.2, Linux x64
# guess:     Raw pixels of one channel that are read and asked for as raw pixels again have one channel: nothing was done to them.
# behaviour: They come out with three channels, each value three times; so does a grey PNG, whose metadata says that it has one. Only
#            toColourspace('b-w') gives one. A mask that is read by its width and height is then wrong from the second pixel on.
# seen:      raw pixels: 3 channels, 10 10 10 200 200 200
#            a PNG of 1 channel: 3 channels
#            with toColourspace('b-w'): 1 channel
# here:      what reads masks asks for the colour space, or takes the number of channels from `info`
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts sharp@0.35.5
cat >run.cjs <<'JS'
const sharp = require('sharp')
;(async () => {
  const grey = () => sharp(Buffer.from([10, 200]), { raw: { width: 2, height: 1, channels: 1 } })
  const raw = (image) => image.raw().toBuffer({ resolveWithObject: true })
  const same = await raw(grey())
  console.log(`raw pixels: ${same.info.channels} channels, ${[...same.data].join(' ')}`)
  const png = await grey().toColourspace('b-w').png().toBuffer()
  const { channels } = await sharp(png).metadata()
  const decoded = await raw(sharp(png))
  console.log(`a PNG of ${channels} channel: ${decoded.info.channels} channels`)
  const one = await raw(grey().toColourspace('b-w'))
  console.log(`with toColourspace('b-w'): ${one.info.channels} channel`)
  process.exit(same.info.channels === 3 && channels === 1 && decoded.info.channels === 3 && one.info.channels === 1 ? 0 : 1)
})()
JS
node run.cjs
