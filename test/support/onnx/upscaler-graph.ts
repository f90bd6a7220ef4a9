import { elementType, type ElementType } from './edit-graph.ts'
import { encode, field, integer, type Field } from './protobuf.ts'

/**
 * An ONNX file with the input and output of an upscaler such as Real-ESRGAN: a blur of 3 × 3 pixels, then each pixel `factor`
 * times as large. Side lengths are free, or those given.
 */
export function upscalerGraph(factor: number, side?: number, type: ElementType = 'float32'): Buffer {
  const sides = side === undefined ? ['height', 'width'] : [side, side]
  const larger = side === undefined ? ['larger_height', 'larger_width'] : [side * factor, side * factor]
  const scales = Buffer.alloc(16)
  for (const [i, scale] of [1, 1, factor, factor].entries()) scales.writeFloatLE(scale, i * 4)
  const graph = [
    node('Cast', ['image'], 'as_float', attribute('to', integer(3, 1), 2)),
    node(
      'AveragePool',
      ['as_float'],
      'blurred',
      attribute(
        'kernel_shape',
        [3, 3].map((size) => integer(8, size)),
        7,
      ),
      attribute(
        'pads',
        [1, 1, 1, 1].map((size) => integer(8, size)),
        7,
      ),
    ),
    node(
      'Resize',
      ['blurred', '', 'scales'],
      'resized',
      attribute('mode', field(4, 'nearest'), 3),
      attribute('coordinate_transformation_mode', field(4, 'asymmetric'), 3),
      attribute('nearest_mode', field(4, 'floor'), 3),
    ),
    node('Cast', ['resized'], 'upscaled', attribute('to', integer(3, elementType[type]), 2)),
    field(2, 'upscaler'),
    // The scales: float32, four of them.
    field(5, [integer(1, 4), integer(2, 1), field(8, 'scales'), { number: 9, wire: 2, value: scales }]),
    value(11, 'image', elementType[type], ['batch', 3, ...sides]),
    value(12, 'upscaled', elementType[type], ['batch', 3, ...larger]),
  ]
  // IR version 8, opset 17
  return encode([integer(1, 8), field(8, [field(1, ''), integer(2, 17)]), field(7, graph)])
}

function attribute(name: string, values: Field | Field[], type: number): Field[] {
  return [field(1, name), ...[values].flat(), integer(20, type)]
}

function node(type: string, inputs: string[], output: string, ...attributes: Field[][]): Field {
  return field(1, [
    ...inputs.map((name) => field(1, name)),
    field(2, output),
    field(4, type),
    ...attributes.map((fields) => field(5, fields)),
  ])
}

function value(number: number, name: string, type: number, dims: (string | number)[]): Field {
  const shape = dims.map((dim) => field(1, [typeof dim === 'number' ? integer(1, dim) : field(2, dim)]))
  return field(number, [field(1, name), field(2, [field(1, [integer(1, type), field(2, shape)])])])
}
