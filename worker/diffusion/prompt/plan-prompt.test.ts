import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadTokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import {
  caseEmbeddings,
  leavesVectorsBehind,
  readPromptCases,
  type CasePart,
} from '#test/support/prompt-cases.ts'
import { findEmbeddings, type NamedEmbedding } from './embedding-names.ts'
import { mostChunks, mostChunksOfText, mostParts } from './limits.ts'
import { planNegative, planPrompt, type Emphasis, type PlannedPart, type PlanOptions } from './plan-prompt.ts'
import { entryAtCall } from './schedule.ts'

const cases = await readPromptCases()
const tokenizer = await loadTokenizer('test/fixtures/diffusers/model')
const find = findEmbeddings(caseEmbeddings, tokenizer.ids)

function options(
  steps: number,
  hiresSteps?: number,
  emphasis: Emphasis = 'original',
): PlanOptions<NamedEmbedding> {
  return {
    steps: { steps, ...(hiresSteps !== undefined && { hiresSteps }) },
    emphasis,
    find,
    encode: tokenizer.ids,
    decode: tokenizer.decode,
    special: tokenizer.special,
  }
}

describe('A1111 reads it so', () => {
  test.each(cases.filter(({ error }) => error === undefined))('$id: $prompt', (golden) => {
    const read = options(golden.steps, golden.hires_steps, golden.emphasis)
    const plan = planPrompt(golden.prompt, read)
    expect(plan.refusal).toBeUndefined()
    expect(plan.withoutComments).toBe(golden.without_comments ?? golden.prompt)
    expect(plan.withoutTags).toBe(golden.without_tags ?? plan.withoutComments)
    const tags = Object.entries(golden.tags).flatMap(([word, all]) => all.map((tag) => ({ word, ...tag })))
    expect(plan.tags).toMatchObject(tags)
    expect(plan.tags).toHaveLength(tags.length)
    expect(
      plan.loras?.map(({ name, weight, textWeight, rank }) => ({
        name,
        text_encoder: textWeight,
        unet: weight,
        dyn: rank,
      })),
    ).toEqual(golden.loras)
    expect(plan.lorasError !== undefined).toBe(golden.loras_error !== undefined)
    const calls = golden.hires_steps ?? golden.steps
    const skipped = golden.id === leavesVectorsBehind
    expectParts(plan.parts, golden.parts, calls, skipped)
    if (golden.negative !== undefined && golden.negative_part) {
      expectParts(planNegative(golden.negative, read).parts, [golden.negative_part], calls, skipped)
    }
  })

  test.each(cases.filter(({ error }) => error !== undefined))('$id is refused: $prompt', (golden) => {
    expect(planPrompt(golden.prompt, options(golden.steps)).refusal).toMatchObject({
      kind: 'unreadable_weight',
    })
  })
})

function expectParts(
  planned: readonly PlannedPart<NamedEmbedding>[],
  golden: readonly CasePart[],
  calls: number,
  vectorsElsewhere: boolean,
): void {
  expect(planned).toHaveLength(golden.length)
  for (const [index, part] of golden.entries()) {
    const ours = planned[index]
    expect(ours).toMatchObject({ text: part.text, weight: part.weight })
    expect(ours?.schedule.map(({ endAtStep, text }) => [endAtStep, text])).toEqual(part.schedule)
    expect(entryPerCall(ours?.schedule ?? [], calls)).toEqual(part.entry_per_call)
    expect(ours?.texts.map(({ text }) => text)).toEqual(part.texts.map(({ text }) => text))
    for (const [at, text] of part.texts.entries()) {
      const own = ours?.texts[at]
      expect(own?.attention.map(({ text, weight }) => [text, weight])).toEqual(text.attention)
      expect(own?.tokenCount).toBe(text.token_count)
      expect(own?.chunks.map(({ ids }) => ids)).toEqual(text.chunks.map(({ ids }) => ids))
      expect(own?.chunks.map(({ multipliers }) => multipliers)).toEqual(
        text.chunks.map(({ multipliers }) => multipliers),
      )
      const places = own?.chunks.map(({ embeddings }) =>
        embeddings.map(({ embedding, position }) => ({ ...embedding, position })),
      )
      if (!vectorsElsewhere) expect(places).toEqual(text.chunks.map(({ embeddings }) => embeddings))
    }
  }
}

function entryPerCall(schedule: readonly { endAtStep: number }[], calls: number): [number, number][] {
  const runs: [number, number][] = []
  for (let call = 0; call < calls; call++) {
    const entry = entryAtCall(schedule, call)
    const last = runs.at(-1)
    if (last?.[0] === entry) last[1] += 1
    else runs.push([entry, 1])
  }
  return runs
}

test('vectors go along with the tokens that a comma moves', () => {
  const words = 'red '.repeat(70)
  const [part] = planPrompt(`${words}, dragonstyle (bad-hands-x:1.3) castle`, options(20)).parts
  const [first, second] = part?.texts[0]?.chunks ?? []
  expect(first?.embeddings).toEqual([])
  expect(second?.embeddings).toMatchObject([
    { embedding: { name: 'dragonstyle' }, position: 1 },
    { embedding: { name: 'bad-hands-x' }, position: 2 },
  ])
  expect(second?.multipliers.slice(0, 6)).toEqual([1, 1, 1.3, 1.3, 1.3, 1])
})

describe('limits', () => {
  test('a text of more chunks than allowed is cut, and what is left out is said', () => {
    const { parts, remarks } = planPrompt(`${'red '.repeat(mostChunksOfText * 75)}blue castle`, options(20))
    expect(parts[0]?.texts[0]?.chunks).toHaveLength(mostChunksOfText)
    expect(remarks).toEqual([{ kind: 'text_left', text: 'blue castle' }])
  })

  test('breaks don’t lead past them', () => {
    const { parts, remarks } = planPrompt('a BREAK '.repeat(200), options(20))
    expect(parts[0]?.texts[0]?.chunks).toHaveLength(mostChunksOfText)
    expect(remarks).toMatchObject([{ kind: 'text_left' }])
  })

  test('more parts than allowed are left out', () => {
    const { parts, remarks } = planPrompt(Array.from({ length: 11 }, () => 'a').join(' AND '), options(20))
    expect(parts).toHaveLength(mostParts)
    expect(remarks).toEqual([{ kind: 'parts_left', parts: 3 }])
  })

  test('a thousand steps of alternatives of every length stay within the chunks of a prompt', () => {
    const alternate = (count: number) => `[${Array.from({ length: count }, (_, i) => `a${i}`).join('|')}]`
    const prompt = `${alternate(7)} ${alternate(11)} ${alternate(13)}`
    const { parts, remarks } = planPrompt(prompt, options(1000))
    expect(parts[0]?.texts).toHaveLength(mostChunks)
    expect(parts[0]?.schedule).toHaveLength(1000)
    expect(remarks).toEqual([{ kind: 'variants_left' }])
  })
})

describe('work that a prompt costs', () => {
  /** What the tokenizer was asked for, and how many tokens were laid into chunks. */
  function counted(prompt: string, steps: number) {
    const work = { letters: 0, laid: 0 }
    const read = options(steps)
    const { parts } = planPrompt(prompt, {
      ...read,
      encode(text) {
        work.letters += text.length
        return read.encode(text)
      },
      find(ids, at) {
        work.laid += 1
        return read.find(ids, at)
      },
    })
    return { ...work, texts: parts.flatMap(({ texts }) => texts).length }
  }

  test('alternatives that come again are read once', () => {
    const prompt = '[a|b]'.repeat(400)
    const short = counted(prompt, 2)
    expect(short).toMatchObject({ texts: 2, letters: 2 * 400 })
    expect(counted(prompt, 1000)).toEqual(short)
  })

  test('what the alternatives share is split into tokens once', () => {
    const shared = '(castle:1.2) and (whale:1.3) '.repeat(20)
    const without = counted(shared, 20).letters
    expect(counted(`${shared}[(a)|(b)|(c)|(d)]`, 20).letters).toBeLessThanOrEqual(without + 4 * ' a'.length)
  })

  test('no more tokens are laid than a prompt’s chunks hold, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      ':',
      '|',
      ',',
      ' ',
      'a',
      'dragon',
      '[a|b|c]',
      '[a|b]',
      ':0.3]',
      ':7]',
    )
    const most = (mostChunks + mostChunksOfText) * 75
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 200, maxLength: 600 }),
        fc.integer({ min: 1, max: 1000 }),
        (pieces, steps) => {
          expect(counted(pieces.join(''), steps).laid).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a thousand nested brackets are weighed', () => {
    const { parts } = planPrompt(`${'['.repeat(1000)}a${']'.repeat(1000)}`, options(20))
    const weight = Array.from({ length: 1000 }).reduce((product: number) => product * (1 / 1.1), 1)
    expect(parts[0]?.texts[0]?.attention).toEqual([{ text: 'a', weight }])
  })
})

test('a weight that was meant as text is painted, and said', () => {
  const { parts, remarks } = planPrompt('clock at 10:30', options(20))
  expect(parts).toMatchObject([{ text: 'clock at 10', weight: 30 }])
  expect(remarks).toEqual([{ kind: 'heavy_part', text: 'clock at 10', weight: 30 }])
})

test.each([
  ['a robot #1 in line, red', [{ kind: 'comment_left', text: '1 in line, red' }]],
  ['# all of this\na robot\n  # and this', []],
  ['a [dragon:1.2] at night', [{ kind: 'never_reached', text: 'dragon', when: '1.2' }]],
  ['a [dragon:(castle:1.2):25] at night', [{ kind: 'never_reached', text: '(castle:1.2)', when: '25' }]],
  ['[dragon:castle:1.0] [night:20] [fog::1.5] [a|b]', []],
] as const)('%s: what a person may not expect is said', (prompt, remarks) => {
  expect(planPrompt(prompt, options(20)).remarks).toEqual(remarks)
  expect(planNegative(prompt, options(20)).remarks).toEqual(remarks)
})

test('tags that nothing understands are left out and said', () => {
  expect(planPrompt('a <hypernet:soft:0.5> dragon', options(20)).remarks).toEqual([
    { kind: 'unknown_tag', text: '<hypernet:soft:0.5>' },
  ])
})

test('no string of brackets, colons and commas breaks it', () => {
  const piece = fc.constantFrom(
    ...Array.from('()[]:|\\<>#,.+-0123 \n'),
    'AND',
    'BREAK',
    ' dragon',
    'dragonstyle',
    ':0.5]',
    '<lora:a:1>',
    'é',
    '🔥',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 200 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom<Emphasis>('original', 'none'),
      (pieces, steps, emphasis) => {
        const { parts } = planPrompt(pieces.join(''), options(steps, undefined, emphasis))
        const chunks = parts.flatMap(({ texts }) => texts.map(({ chunks }) => chunks.length))
        expect(Math.max(...chunks)).toBeLessThanOrEqual(mostChunksOfText)
        expect(chunks.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(mostChunks)
        for (const { schedule } of parts) expect(schedule.at(-1)?.endAtStep).toBe(steps)
      },
    ),
    { numRuns: 2000 },
  )
})
