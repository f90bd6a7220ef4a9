import { elementType } from './edit-graph.ts'
import { encode, field, integer, type Field } from './protobuf.ts'

/**
 * An ONNX file with the inputs and outputs of Stable Diffusion's safety checker. Its word is whether the mean of `clip_input` is
 * above 0, or that everything is flagged. `side`: pixels of what CLIP sees.
 */
export function safetyCheckerGraph(side = 224, flags: 'bright' | 'all' = 'bright'): Buffer {
  const graph = [
    node(
      'ReduceMean',
      ['clip_input'],
      'mean',
      [field(1, 'axes'), ...[1, 2, 3].map((axis) => integer(8, axis)), integer(20, 7)],
      [field(1, 'keepdims'), integer(3, 0), integer(20, 2)],
    ),
    node('Sub', ['mean', 'mean'], 'zero'),
    flags === 'all'
      ? node('GreaterOrEqual', ['mean', 'mean'], 'has_nsfw_concepts')
      : node('Greater', ['mean', 'zero'], 'has_nsfw_concepts'),
    node('Identity', ['images'], 'out_images'),
    field(2, 'safety_checker'),
    value(11, 'clip_input', elementType.float32, ['batch', 3, side, side]),
    value(11, 'images', elementType.float32, ['batch', 'height', 'width', 3]),
    value(12, 'out_images', elementType.float32, ['batch', 'height', 'width', 3]),
    value(12, 'has_nsfw_concepts', booleanType, ['batch']),
  ]
  // IR version 8, opset 17
  return encode([integer(1, 8), field(8, [field(1, ''), integer(2, 17)]), field(7, graph)])
}

const booleanType = 9

function node(type: string, inputs: string[], output: string, ...attributes: Field[][]): Field {
  return field(1, [
    ...inputs.map((name) => field(1, name)),
    field(2, output),
    field(4, type),
    ...attributes.map((attribute) => field(5, attribute)),
  ])
}

function value(number: number, name: string, type: number, dims: (string | number)[]): Field {
  const shape = dims.map((dim) => field(1, [typeof dim === 'number' ? integer(1, dim) : field(2, dim)]))
  return field(number, [field(1, name), field(2, [field(1, [integer(1, type), field(2, shape)])])])
}
