import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'

const src = fileURLToPath(new URL('..', import.meta.url))

/** What runs: no tests, nothing that tests share, no made-up installation. */
function sources(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /\.tsx?$/.test(name) &&
      !/\.test\.tsx?$|(?:^|\/)testing\.tsx?$/.test(name) &&
      !/^sample\/|(?:^|\/)testing\//.test(name),
  )
}

const places = (name: string, pattern: RegExp) =>
  readFileSync(join(src, name), 'utf8')
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [`${name}:${at + 1}: ${line.trim()}`] : []))

test('no province and no plan is named in what runs: they are data', () => {
  const named = /sóc trăng|soc trang|\b181\/KH-UBND|(?:plan|kế hoạch) (?:số )?181\b/i
  expect(sources().flatMap((name) => places(name, named))).toEqual([])
})

test('no rule cites a section of one plan: sections come from the plan in force', () => {
  const cited = /(?:mục|section) [IVX]{1,4}\.\d|['"`][IVX]{1,4}(?:\.\d+)+['"`]/
  // Examples of codes in comments are no citations.
  const inCode = (place: string) => !/: (?:\*|\/\*|\/\/)/.test(place)
  expect(
    sources()
      .flatMap((name) => places(name, cited))
      .filter(inCode),
  ).toEqual([])
})

/** The lines of what runs without comments, each with where it stands. */
const lines = sources().flatMap((name) =>
  readFileSync(join(src, name), 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      const text = line.replace(/\/\*.*?\*\/|(?:^|\s)\/\/.*$/g, '').trim()
      return text === '' || /^(?:\*|\/\*)/.test(text) ? [] : [{ at: `${name}:${at + 1}`, text }]
    }),
)

const naming = (pattern: RegExp) =>
  lines.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at}: ${text}`)

/** A text that shows how something is typed. */
const example = /--province|ví dụ|such as/i

const data = (name: string): unknown => JSON.parse(readFileSync(join(src, '../data', name), 'utf8'))

/** Any of these words, each whole. */
function anyOf(wanted: readonly string[]): RegExp {
  const each = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${each.join('|')})(?![\\p{L}\\p{N}-])`, 'u')
}

const { provinces, provincesBefore } = z
  .object({
    provinces: z.array(z.tuple([z.string(), z.string(), z.string()]).rest(z.unknown())),
    provincesBefore: z.array(z.tuple([z.string(), z.string(), z.string()]).rest(z.unknown())),
  })
  .parse(data('places.json'))

test('no text names a province of today or of before 1 July 2025 but to show how one is typed', () => {
  const names = anyOf([...new Set([...provinces, ...provincesBefore].map(([, , name]) => name))])
  expect(naming(names).filter((line) => !example.test(line))).toEqual([])
})

test('no text names an instrument of a province or of a commune by its number', () => {
  const local = naming(/\d\/(?:\d{4}\/)?(?:NQ-HĐND|QĐ-UBND|KH-UBND|CTr-UBND|KH-SKHCN)/)
  expect(local.filter((line) => !example.test(line))).toEqual([])
})

test('no text and no rule cites a part of one plan, with a dot or without', () => {
  expect(naming(/(?:[Mm]ục|[Pp]hần|[Ss]ection|[Pp]art) [IVX]+(?:\.\d+)*(?![\p{L}\p{N}])/u)).toEqual([])
})

test('no key and no person of the shipped example stands in what runs', () => {
  const agencies = z.array(z.object({ key: z.string(), name: z.string() })).parse(data('agencies.json'))
  const { signatory } = z
    .object({ signatory: z.object({ name: z.string() }) })
    .parse(data('plans/plan-181.json'))
  expect(naming(anyOf([...agencies.flatMap(({ key, name }) => [key, name]), signatory.name]))).toEqual([])
})
