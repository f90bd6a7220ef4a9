import { withDetail } from '#api/a1111/detail-error.ts'
import type { ErrorBody } from '#api/contract/api-error.ts'

/** An error in the shape that the clients of a path read, also where no route was reached: for a wrong key or a body that is too large. */
export function inItsShape(path: string, body: ErrorBody): ErrorBody {
  return path.startsWith('/sdapi/') ? withDetail(body) : body
}
