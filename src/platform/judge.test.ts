import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { optionalText, optionalWhole, text, whole } from './fields.ts'
import { problemsOf } from './judge.ts'
import { words } from './language.ts'
import type { Context, Rule } from './operation.ts'

/*
 * Several things may be wrong within one field that has entries of its own: the answers of a questionnaire, the targets of a plan by
 * their key, the rows of a list. All of it is told at once as well.
 */

const wrong = words('Sai.', 'Wrong.')
const operation = (input: z.ZodObject, rules: readonly Rule[]) => ({ input, rules })
const told = async (of: ReturnType<typeof operation>, raw: unknown) =>
  (
    await problemsOf(
      of,
      { raw, parsed: of.input.safeParse(raw, { reportInput: true }), wrong: [] },
      {} as Context,
    )
  ).fields.map(({ field }) => field)

const keys = ['a', 'b', 'II.1', 'II.1.2', 'norm.gap']
const answers = operation(z.object({ answers: z.record(z.string(), whole(0, 4)) }), [
  {
    of: ['answers'],
    judge: (({ answers }: { answers: Record<string, number> }) =>
      keys
        .filter((key) => answers[key] === undefined)
        .map((key) => ({ field: `answers.${key}`, words: wrong }))) as never,
  },
])

test('an answer that is no level and answers that are missing are told at once, each once', async () => {
  expect(await told(answers, { answers: { a: 'nhiều', 'II.1': 9 } })).toEqual([
    'answers.a',
    'answers.II.1',
    'answers.b',
    'answers.II.1.2',
    'answers.norm.gap',
  ])
})

test('whatever is typed in some entries, each wrong or missing entry is told, exactly once', async () => {
  const typed = fc.dictionary(
    fc.constantFrom(...keys),
    fc.oneof(fc.integer({ min: -2, max: 6 }), fc.string()),
  )
  await fc.assert(
    fc.asyncProperty(typed, async (given) => {
      const right = keys.filter((key) => whole(0, 4).safeParse(given[key]).success)
      const found = await told(answers, { answers: given })
      expect(found.toSorted()).toEqual(
        keys
          .filter((key) => !right.includes(key))
          .map((key) => `answers.${key}`)
          .toSorted(),
      )
    }),
  )
})

const Target = z.object({
  percent: optionalWhole(0, 1000),
  reason: optionalText(5),
  number: optionalWhole(0),
})
const targets = operation(z.object({ name: text(), targets: z.record(z.string(), Target) }), [
  {
    of: ['targets'],
    judge: (({ targets }: { targets: Record<string, z.infer<typeof Target>> }) =>
      Object.entries(targets).flatMap(([key, { percent = 10, reason }]) =>
        percent > 15 && reason === undefined ? [{ field: `targets.${key}.reason`, words: wrong }] : [],
      )) as never,
  },
])

test('of an entry only the wrong part is left out: what its other parts lack is told beside it', async () => {
  const given = {
    name: '',
    targets: {
      one: { percent: 20, number: 'mười' },
      two: { percent: 30 },
      three: { percent: 'x' },
      four: { percent: 40, reason: 'dài quá mức' },
    },
  }
  expect(await told(targets, given)).toEqual([
    'name',
    'targets.one.number',
    'targets.three.percent',
    'targets.four.reason',
    'targets.one.reason',
    'targets.two.reason',
  ])
})

const rows = operation(z.object({ rows: z.array(z.object({ key: text(5), number: whole() })) }), [
  {
    of: ['rows'],
    judge: (({ rows }: { rows: { key: string }[] }) =>
      rows.flatMap(({ key }, place) =>
        key === 'no' ? [{ field: `rows.${place}.key`, words: wrong }] : [],
      )) as never,
  },
])

test('a row of a list is told by its own number, though a row before it is wrong', async () => {
  const given = [
    { key: 'no', number: 1 },
    { key: '', number: 1 },
    { key: 'a' },
    { key: 'no', number: 2 },
    { key: 'b', number: 1 },
  ]
  expect(await told(rows, { rows: given })).toEqual([
    'rows.1.key',
    'rows.2.number',
    'rows.0.key',
    'rows.3.key',
  ])
})

test('what is no list and no record at all is told as such, and nothing of it is judged', async () => {
  for (const given of [undefined, null, 'x', 7, [7], [null], { a: 1 }])
    expect(await told(rows, { rows: given }), JSON.stringify(given)).toHaveLength(1)
})
