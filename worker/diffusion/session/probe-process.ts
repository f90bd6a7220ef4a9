/** Tries one device in a process of its own, which a driver may take down: what opens and computes in float16 there, as JSON. */
import { parseDevice } from './device.ts'
import { opensOn, packagedProviders, runsFloat16 } from './session.ts'

const device = parseDevice(process.argv[2] ?? '')
if (device === 'auto') throw new Error('One device is tried, not "auto".')
const packaged = packagedProviders().includes(device.provider)
const failure = packaged ? await opensOn(device) : undefined
process.stdout.write(
  JSON.stringify({
    packaged,
    ...(failure !== undefined && { failure }),
    float16: packaged && failure === undefined && (await runsFloat16(device)),
  }),
)
