import { type Graph, type GraphNode, linkOf, textOf } from './graph.ts'

/** A node that can't be looked into. */
export class NotFollowed extends Error {
  readonly node: string

  constructor(node: string) {
    super(`the graph can't be followed past ${node}`)
    this.node = node
  }
}

/** People's graphs are a few dozen links deep; one that goes round in a circle, or doubles at each node, has no end. */
const mostLinks = 300
/** Of one text: a longer one is no prompt. */
const mostCharacters = 100_000

/** Inputs under which nodes hand on what was typed into them. */
const valueInputs = ['value', 'number', 'int', 'float', 'seed', 'noise_seed', 'Number', 'Value', 'input', '']
const textInputs = ['text', 'string', 'value', 'prompt', 'String', 'Text', 'source', 'input', '']

/** Follows the links of one graph, and no more of them than people's graphs have. */
export class Follower {
  readonly #graph: Graph
  #left = mostLinks

  constructor(graph: Graph) {
    this.#graph = graph
  }

  /** @throws {NotFollowed} */
  node(id: string): GraphNode {
    const node = this.#graph.get(id)
    this.#left -= 1
    if (node === undefined || this.#left < 0) throw new NotFollowed(node?.type ?? id)
    return node
  }

  /** The node that an input is linked to. @throws {NotFollowed} */
  behind(input: unknown): GraphNode | undefined {
    const link = linkOf(input)
    return link && this.node(link.node)
  }

  /** A value that was typed, here or, through links, into a node that hands on values. @throws {NotFollowed} */
  value(input: unknown): unknown {
    const node = this.behind(input)
    if (node === undefined) return input
    const found = firstOf(node, valueInputs)
    if (found === undefined) throw new NotFollowed(node.type)
    return this.value(found)
  }

  /** What was typed into the text nodes that a conditioning comes from. @throws {NotFollowed} */
  prompt(input: unknown, side: 'positive' | 'negative'): string {
    const link = linkOf(input)
    if (link === undefined) throw new NotFollowed('…')
    const node = this.node(link.node)
    const { type, inputs } = node
    if (/ZeroOut/i.test(type)) return ''
    if (/Encode/i.test(type)) {
      // SDXL's and Flux' nodes have two texts, the same one in most graphs.
      const texts = ['text', 'text_g', 'text_l', 'clip_l', 't5xxl', 'prompt']
        .filter((name) => inputs.has(name))
        .map((name) => this.#text(inputs.get(name), type))
      if (texts.length > 0) return joined(texts)
    }
    // Two conditionings become one.
    const several = [...inputs].filter(([name, one]) => name.startsWith('conditioning_') && linkOf(one))
    if (several.length > 0) return joined(several.map(([, one]) => this.prompt(one, side)))
    // Control nets and their kin have both sides on their way, as outputs 0 and 1.
    const through = inputs.get('conditioning') ?? inputs.get(link.output === 1 ? 'negative' : 'positive')
    if (linkOf(through) !== undefined) return this.prompt(through, side)
    // Loaders of all in one hold both prompts as texts.
    const own = inputs.get(side) ?? inputs.get(`${side}_prompt`)
    if (own !== undefined) return this.#text(own, type)
    const only = onlyLink(node)
    if (only === undefined) throw new NotFollowed(type)
    return this.prompt(only, side)
  }

  /** A text that was typed here, or into a node that the input is linked to. */
  #text(input: unknown, type: string): string {
    const typed = textOf(input)
    if (typed !== undefined && typed.length <= mostCharacters) return typed
    const node = this.behind(input)
    if (node === undefined) throw new NotFollowed(type)
    const { inputs } = node
    if (node.type === 'StringConcatenate') {
      const [a, b] = ['string_a', 'string_b'].map((name) => this.#text(inputs.get(name), node.type))
      return `${a}${textOf(inputs.get('delimiter')) ?? ''}${b}`
    }
    // Others put several texts together, or make one up: that can't be told from what was typed into them.
    const texts = [...inputs.values()].filter((one) => textOf(one) !== undefined || linkOf(one))
    const handsOn = firstOf(node, textInputs) ?? onlyLink(node)
    const makesUp =
      texts.length > 1 && /concat|join|replace|random|wildcard|switch|style|llm/i.test(node.type)
    if (handsOn === undefined || makesUp) throw new NotFollowed(node.type)
    return this.#text(handsOn, node.type)
  }
}

function joined(texts: readonly string[]): string {
  const each = texts.map((text) => text.trim()).filter((text) => text !== '')
  const whole = [...new Set(each)].join(', ')
  if (whole.length > mostCharacters) throw new NotFollowed('…')
  return whole
}

function firstOf({ inputs }: GraphNode, names: readonly string[]): unknown {
  return names.map((name) => inputs.get(name)).find((value) => value !== undefined)
}

/** Reroutes have one input, of any name. */
function onlyLink({ inputs }: GraphNode): unknown {
  const links = [...inputs.values()].filter((value) => linkOf(value) !== undefined)
  return links.length === 1 ? links[0] : undefined
}
