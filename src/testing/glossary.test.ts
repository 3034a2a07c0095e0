import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/*
 * The glossary is the program's own labels: what a user reads on a button, over a column or as a title is worded once, so
 * that two pages never call one thing by two names. Sentences, and fragments inside sentences, follow their grammar.
 */

interface Pair {
  readonly vi: string
  readonly en: string
  readonly at: string
}

/** Vietnamese words that truly mean more than one thing. `vi` → the English labels that it may have. */
const manyEnglish: Readonly<Record<string, { labels: readonly string[]; reason: string }>> = {
  'Chỉ tiêu': {
    labels: ['Target', 'Measure'],
    reason: 'A target to reach and a statistical measure bear one name in the law on statistics.',
  },
  Mục: {
    labels: ['Line', 'Section', 'Item'],
    reason:
      'A line of the estimate, a section of the plan, an item compared: documents number all three as “mục”.',
  },
  Thêm: {
    labels: ['Add', 'More'],
    reason: 'A button that adds something, and in the menu what there is more of.',
  },
  'Văn bản': {
    labels: ['Document', 'Instrument'],
    reason: 'Any paper is “văn bản”; in the list of law it is an instrument that binds.',
  },
  'Địa bàn': {
    labels: ['Territory', 'Administrative unit'],
    reason:
      'An area that statistics cover over time; the commune of an enterprise, as its import sheet has headed it.',
  },
  'Tên tiếng Anh': {
    labels: ['Name in English', 'Vietnamese name'],
    reason: 'The page of an agency shows its name in the language that the reader has not chosen.',
  },
}

/** English words with two Vietnamese ones. `en` → the Vietnamese labels that it may have. */
const manyVietnamese: Readonly<Record<string, { labels: readonly string[]; reason: string }>> = {
  Draft: {
    labels: ['Bản thảo', 'Dự thảo'],
    reason:
      'The reading of an uploaded plan is a “bản thảo”; a report or study before it is sealed is “dự thảo”.',
  },
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

/** The pairs of a file: `words('…', '…')`, `t('…', '…')`, `{ vi: '…', en: '…' }`. */
function pairsOf(file: string): Pair[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false, kind)
  const pairs: Pair[] = []
  const add = (node: ts.Node, vi: ts.Node | undefined, en: ts.Node | undefined) => {
    if (vi === undefined || en === undefined || !ts.isStringLiteralLike(vi) || !ts.isStringLiteralLike(en))
      return
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    pairs.push({ vi: vi.text, en: en.text, at: `${file}:${line + 1}` })
  }
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const valueAt = (key: string) =>
        node.properties.find(
          (one): one is ts.PropertyAssignment =>
            ts.isPropertyAssignment(one) && ts.isIdentifier(one.name) && one.name.text === key,
        )?.initializer
      add(node, valueAt('vi'), valueAt('en'))
    }
    if (ts.isCallExpression(node) && /^(.+\.)?(t|words)$/.test(node.expression.getText(source)))
      add(node, node.arguments[0], node.arguments[1])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return pairs
}

/** A label begins with a capital letter, ends without a mark and has at most `most` words. */
const isLabel = (text: string, most: number) =>
  /^\p{Lu}/u.test(text) && !/[.!?:;…]$/.test(text) && text.split(/\s+/).length <= most

/** Vietnamese tells neither number nor article: “Check the application” and “Check applications” are one label to it. */
const singular = (text: string) =>
  text
    .toLowerCase()
    .replace(/\b(the|an?) /g, '')
    .replace(/\b(criteria|bases)\b/g, (word) => (word === 'bases' ? 'basis' : 'criterion'))
    .replace(/ies\b/g, 'y')
    .replace(/(?<=[a-z]{2})s\b/g, '')

/** The keys whose pairs do not agree, each with its values and where they stand. */
function disagreements(pairs: readonly Pair[], key: (pair: Pair) => string, value: (pair: Pair) => string) {
  const found = new Map<string, Map<string, string[]>>()
  for (const pair of pairs) {
    const values = found.get(key(pair)) ?? new Map<string, string[]>()
    values.set(value(pair), [...(values.get(value(pair)) ?? []), pair.at])
    found.set(key(pair), values)
  }
  return [...found]
    .filter(([, values]) => values.size > 1)
    .map(
      ([name, values]) =>
        `${name}: ${[...values].map(([text, at]) => `${text} (${at.join(', ')})`).join(' | ')}`,
    )
}

const pairs = filesOf('src').flatMap(pairsOf)
const labels = pairs.filter(({ vi, en }) => isLabel(vi, 6) && isLabel(en, 5))

describe('the words of the program', () => {
  test('an English label has one Vietnamese label', () => {
    expect(labels.length).toBeGreaterThan(1000)
    const judged = labels.filter(({ vi, en }) => !manyVietnamese[en]?.labels.includes(vi))
    expect(
      disagreements(
        judged,
        ({ en }) => en.toLowerCase(),
        ({ vi }) => vi.toLowerCase(),
      ),
    ).toEqual([])
  })

  test('a Vietnamese label has one English label, whatever its number and article', () => {
    const judged = labels.filter(
      ({ vi, en }) => !manyEnglish[vi]?.labels.some((label) => singular(label) === singular(en)),
    )
    expect(
      disagreements(
        judged,
        ({ vi }) => vi.toLowerCase(),
        ({ en }) => singular(en),
      ),
    ).toEqual([])
  })

  test('each exception is still needed', () => {
    for (const [vi, { labels: allowed }] of Object.entries(manyEnglish))
      for (const label of allowed)
        expect(
          labels.some((pair) => pair.vi === vi && singular(pair.en) === singular(label)),
          label,
        ).toBe(true)
    for (const [en, { labels: allowed }] of Object.entries(manyVietnamese))
      for (const label of allowed)
        expect(
          labels.some((pair) => pair.en === en && pair.vi === label),
          label,
        ).toBe(true)
  })

  test('a tone mark has one place: hóa, khóa, xóa, hủy, tùy', () => {
    const other = pairs.filter(({ vi }) =>
      /(?<!q)(oá|oà|oả|oạ|uý|uỳ|uỷ|uỹ|uỵ)(?!\p{L})/iu.test(vi.normalize('NFC')),
    )
    expect(other.map(({ vi, at }) => `${at} ${vi}`)).toEqual([])
  })
})
