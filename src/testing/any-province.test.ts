import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

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
