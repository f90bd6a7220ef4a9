/** A pickle holds something that is not read, or is damaged: the end of a sentence. */
export class UnsafePickle extends Error {}

/** What a restricted pickle comes to: plain values, lists (tuples, too), dictionaries as `Map`, and what its reader gave. */
export type Pickled = null | boolean | number | string | object

export interface PickleReader {
  /** What a persistent id stands for. */
  persistent: (id: Pickled) => Pickled
  /** What a callable gives for its arguments; throws `UnsafePickle` for those that are not known. */
  call: (name: string, args: readonly Pickled[]) => Pickled
  /** Puts an object's state into what `call` gave for it. */
  build: (object: Pickled, state: Pickled) => void
}

const mark = Symbol('mark')

/** More than any textual inversion has; each costs memory. */
const mostSteps = 1_000_000

/**
 * Reads a pickle without running anything: its opcodes push values on a stack, and a callable is only a name that `call` knows or
 * refuses. (Python's `pickletools`; opcodes of protocols 0 to 4 as far as torch.save writes them.)
 * @throws UnsafePickle
 */
export function readPickle(bytes: Uint8Array, { persistent, call, build }: PickleReader): Pickled {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const utf8 = new TextDecoder()
  const memo = new Map<number, Pickled>()
  const stack: (Pickled | typeof mark)[] = []
  let at = 0

  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw new UnsafePickle('it is cut off')
    at += length
    return bytes.subarray(at - length, at)
  }
  const uint = (size: 1 | 2 | 4): number => {
    take(size)
    const from = at - size
    return size === 1
      ? view.getUint8(from)
      : size === 2
        ? view.getUint16(from, true)
        : view.getUint32(from, true)
  }
  const long = (): number => {
    take(8)
    return Number(view.getBigUint64(at - 8, true))
  }
  const line = (): string => {
    const end = bytes.indexOf(0x0a, at)
    if (end === -1) throw new UnsafePickle('it is cut off')
    const text = utf8.decode(bytes.subarray(at, end))
    at = end + 1
    return text
  }
  const pop = (): Pickled => {
    const value = stack.pop()
    if (value === undefined || value === mark) throw new UnsafePickle('it is damaged')
    return value
  }
  const top = (): Pickled => {
    const value = pop()
    stack.push(value)
    return value
  }
  const popMark = (): Pickled[] => {
    const from = stack.lastIndexOf(mark)
    if (from === -1) throw new UnsafePickle('it is damaged')
    return stack.splice(from).filter((value) => value !== mark)
  }
  const global = (module: string, name: string): Pickled => ({ kind: 'global', name: `${module}.${name}` })
  const reduce = (): Pickled => {
    const args = pop()
    const callable = pop()
    if (!isGlobal(callable) || !Array.isArray(args)) throw new UnsafePickle('it is damaged')
    return call(callable.name, args)
  }
  const setItems = (into: Pickled, items: readonly Pickled[]) => {
    if (!(into instanceof Map)) throw new UnsafePickle('it changes what is no dictionary')
    for (let i = 0; i + 1 < items.length; i += 2) into.set(items[i], items[i + 1] ?? null)
  }
  const append = (into: Pickled, items: readonly Pickled[]) => {
    if (!Array.isArray(into)) throw new UnsafePickle('it changes what is no list')
    for (const item of items) into.push(item)
  }
  const text = (length: number) => utf8.decode(take(length))

  const opcodes: Record<number, () => void> = {
    0x80: () => take(1),
    0x95: () => take(8),
    0x28: () => stack.push(mark),
    0x30: () => pop(),
    0x4e: () => stack.push(null),
    0x88: () => stack.push(true),
    0x89: () => stack.push(false),
    0x4b: () => stack.push(uint(1)),
    0x4d: () => stack.push(uint(2)),
    0x4a: () => {
      take(4)
      stack.push(view.getInt32(at - 4, true))
    },
    0x8a: () => {
      const little = take(uint(1))
      let value = 0n
      for (let i = little.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(little[i] ?? 0)
      stack.push(Number(BigInt.asIntN(8 * little.length, value)))
    },
    0x47: () => {
      take(8)
      stack.push(view.getFloat64(at - 8, false))
    },
    0x58: () => stack.push(text(uint(4))),
    0x8c: () => stack.push(text(uint(1))),
    0x8d: () => stack.push(text(long())),
    0x42: () => stack.push(take(uint(4))),
    0x43: () => stack.push(take(uint(1))),
    0x55: () => stack.push(text(uint(1))),
    0x54: () => stack.push(text(uint(4))),
    0x29: () => stack.push([]),
    0x5d: () => stack.push([]),
    0x7d: () => stack.push(new Map()),
    0x74: () => stack.push(popMark()),
    0x6c: () => stack.push(popMark()),
    0x85: () => stack.push([pop()]),
    0x86: () => {
      const second = pop()
      stack.push([pop(), second])
    },
    0x87: () => {
      const third = pop()
      const second = pop()
      stack.push([pop(), second, third])
    },
    0x61: () => {
      const item = pop()
      append(top(), [item])
    },
    0x65: () => {
      const items = popMark()
      append(top(), items)
    },
    0x73: () => {
      const value = pop()
      const key = pop()
      setItems(top(), [key, value])
    },
    0x75: () => {
      const items = popMark()
      setItems(top(), items)
    },
    0x71: () => memo.set(uint(1), top()),
    0x72: () => memo.set(uint(4), top()),
    0x94: () => memo.set(memo.size, top()),
    0x68: () => stack.push(remembered(memo, uint(1))),
    0x6a: () => stack.push(remembered(memo, uint(4))),
    0x63: () => {
      const module = line()
      stack.push(global(module, line()))
    },
    0x93: () => {
      const name = pop()
      const module = pop()
      if (typeof module !== 'string' || typeof name !== 'string') throw new UnsafePickle('it is damaged')
      stack.push(global(module, name))
    },
    0x51: () => stack.push(persistent(pop())),
    0x52: () => stack.push(reduce()),
    // An object of a class is asked for as a call of the class is.
    0x81: () => stack.push(reduce()),
    0x62: () => {
      const state = pop()
      build(top(), state)
    },
    0x8f: () => stack.push([]),
    0x90: () => {
      const items = popMark()
      append(top(), items)
    },
  }

  for (let steps = 0; steps < mostSteps; steps++) {
    const code = uint(1)
    const stop = 0x2e
    if (code === stop) {
      return pop()
    }
    const run = opcodes[code]
    if (!run) throw new UnsafePickle(`it uses the operation 0x${code.toString(16)}, which is never run`)
    run()
  }
  throw new UnsafePickle('it is too long')
}

function remembered(memo: ReadonlyMap<number, Pickled>, key: number): Pickled {
  const value = memo.get(key)
  if (value === undefined) throw new UnsafePickle('it is damaged')
  return value
}

/** The name of a class or function, which only `call` may make something of. */
export function isGlobal(value: unknown): value is { kind: 'global'; name: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'global'
}
