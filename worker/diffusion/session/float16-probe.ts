import { MessageWriter } from '#diffusion/onnx/wire.ts'
import { float16, float32 } from './float16-in-model.ts'

/** The IR version that came with opset 17. */
const irVersion = 8
const opset = 17

/** An `.onnx` file of one number, x: it is squared in float16. What runs it computes in float16. */
export function float16Probe(): Uint8Array {
  const graph = new MessageWriter()
    .bytes(1, node('Cast', ['x'], 'half', float16))
    .bytes(1, node('Mul', ['half', 'half'], 'squared'))
    .bytes(1, node('Cast', ['squared'], 'y', float32))
    .text(2, 'float16')
    .bytes(11, oneNumber('x'))
    .bytes(12, oneNumber('y'))
    .done()
  return new MessageWriter()
    .int(1, irVersion)
    .bytes(7, graph)
    .bytes(8, new MessageWriter().int(2, opset).done())
    .done()
}

/** AttributeProto.AttributeType */
const integerAttribute = 2

function node(opType: string, inputs: readonly string[], output: string, to?: number): Uint8Array {
  const message = new MessageWriter()
  for (const input of inputs) message.text(1, input)
  message.text(2, output).text(4, opType)
  if (to !== undefined)
    message.bytes(5, new MessageWriter().text(1, 'to').int(3, to).int(20, integerAttribute).done())
  return message.done()
}

function oneNumber(name: string): Uint8Array {
  const shape = new MessageWriter().bytes(1, new MessageWriter().int(1, 1).done()).done()
  const tensor = new MessageWriter().int(1, float32).bytes(2, shape).done()
  return new MessageWriter().text(1, name).bytes(2, new MessageWriter().bytes(1, tensor).done()).done()
}
