import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { sectorGroups } from '../enterprises/index.ts'
import {
  columnsOf as columnsOfTable,
  type HeadedKind,
  type ImportColumn,
  keysByWords,
  namesOf,
} from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { GuideEntry, identityOf } from './exchange.ts'
import { guideFields, standardsOf } from './fields.ts'
import { goals, referenceKinds } from './rules.ts'

/* A table of entries that comes in: what each row would do, told without a database. The columns are those of the list's export. */

const listed = (vi: string, en: string): ImportColumn => ({ words: words(vi, en), kind: 'text', others: [] })

export const guideTable = {
  columns: {
    ...columnsOfTable(guideFields.read),
    sectors: listed('Ngành', 'Sector'),
    goals: listed('Mong muốn đạt được', 'Aim'),
    references: listed('Nguồn, tài liệu, nơi tư vấn', 'Sources, documents, advisers'),
  },
  holds: (found) => found.has('title') && found.has('content'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nội dung hỗ trợ”, “Tên mục”. Xin dùng tệp mẫu.',
    'No row of headings with “Nội dung hỗ trợ”, “Tên mục” was found. Please use the template.',
  ),
  mostRows: 500,
} as const satisfies HeadedKind<string>
export type GuideColumn = keyof typeof guideTable.columns
export const guideColumnKeys = keysOf(guideTable.columns)
export const guideColumns = namesOf<GuideColumn>(guideTable.columns)
export type GuideFault = CellProblem<GuideColumn>

/** Semicolon lists of keys or their names. */
const keysIn = <Key extends string>(list: Parameters<typeof keysByWords<Key>>[0]) => {
  const keyOf = keysByWords(list)
  return (cell: unknown) =>
    standardsOf(typeof cell === 'string' ? cell : '').map((said) => keyOf(said) ?? said)
}
const goalsIn = keysIn(goals)
const kindIn = keysByWords(referenceKinds)

/** The sectors of a cell; their names hold commas, so that a cell separates them by semicolons. */
const sectorsIn = keysIn(sectorGroups)

/** References as a cell holds them, one a line: `kind | title | publisher | address | day`. */
export function referencesIn(cell: unknown): unknown[] {
  if (typeof cell !== 'string') return []
  return cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [kind = '', title, publisher, address, readOn] = line.split('|').map((part) => part.trim())
      return { kind: kindIn(kind) ?? kind, title, publisher, address, readOn }
    })
}

/** The same, written. */
export const referencesOut = (
  references: readonly {
    readonly kind: (typeof referenceKinds.keys)[number]
    readonly title: string
    readonly publisher: string | null
    readonly address: string | null
    readonly readOn: string | null
  }[],
): string =>
  references
    .map(({ kind, title, publisher, address, readOn }) =>
      [kind, title, publisher ?? '', address ?? '', readOn ?? ''].join(' | '),
    )
    .join('\n')

const { references } = GuideEntry.shape

/** A row as its cells say it: the content by its name or code. */
export const GuideRead = z.object({
  ...GuideEntry.shape,
  content: text(300),
  standards: z.preprocess(
    (cell) => standardsOf(typeof cell === 'string' ? cell : ''),
    GuideEntry.shape.standards,
  ),
  sectors: z.preprocess(sectorsIn, z.array(sectorGroups.schema)),
  goals: z.preprocess(goalsIn, z.array(goals.schema)),
  references: z.preprocess(referencesIn, references),
})
export type GuideRead = z.output<typeof GuideRead>

/** As a check keeps a row: read again by the shape of a file. */
export const GuideKept = GuideEntry.extend({ content: z.string() })

/** An entry that is there: its content, name and state. */
export interface ThereEntry {
  readonly id: number
  readonly contentId: number
  readonly title: string
  readonly state: string
  /** What it says, as a row would. */
  readonly said: string
}

export interface JudgedEntry {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly id: number | null
  readonly contentId: number | null
  readonly problems: readonly GuideFault[]
}

/** What an entry says, so that two can be held against each other. */
export const saidOf = (entry: Omit<GuideRead, 'content'>): string =>
  JSON.stringify([
    ...(
      [
        'title',
        'titleEn',
        'about',
        'aboutEn',
        'whom',
        'whomEn',
        'steps',
        'stepsEn',
        'papers',
        'papersEn',
      ] as const
    ).map((key) => entry[key] ?? null),
    ...(['readiness', 'readinessEn', 'readinessSource'] as const).map((key) => entry[key] ?? null),
    entry.standards,
    entry.sectors,
    entry.goals,
    entry.references.map(({ kind, title, publisher, address, readOn }) => [
      ...[kind, title, publisher ?? null, address ?? null, readOn ?? null],
    ]),
  ])

const wrong = (problems: readonly GuideFault[]): JudgedEntry => ({
  ...{ outcome: 'error', id: null, contentId: null, problems },
})
const fault = (column: GuideColumn, vi: string, en: string) => wrong([{ column, words: words(vi, en) }])

/** Whether optional texts are there in both languages, and a scale with its source. */
function halves(row: GuideRead): JudgedEntry | null {
  for (const [vi, en] of [
    ['papers', 'papersEn'],
    ['readiness', 'readinessEn'],
  ] as const)
    if ((row[vi] === undefined) !== (row[en] === undefined))
      return fault(
        row[vi] === undefined ? vi : en,
        'Xin viết cả tiếng Việt và tiếng Anh.',
        'Please write it in Vietnamese and in English.',
      )
  return row.readiness !== undefined && row.readinessSource === undefined
    ? fault('readinessSource', 'Thang đo phải có nguồn.', 'A scale needs its source.')
    : null
}

/**
 * What rows would do, in their order; null for one that could not be read. An entry that the table leaves out stays; one that waits to be
 * published is not changed.
 * @param contents the contents of the catalogue by name and code, slugged
 */
export function judgeEntries(
  rows: readonly (GuideRead | null)[],
  contents: ReadonlyMap<string, number>,
  there: readonly ThereEntry[],
): JudgedEntry[] {
  const known = new Map(there.map((entry) => [identityOf(entry.contentId, entry.title), entry]))
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return wrong([])
    const contentId = contents.get(slug(row.content))
    if (contentId === undefined)
      return fault('content', 'Danh mục không có nội dung này.', 'The catalogue has no such content.')
    const half = halves(row)
    if (half !== null) return half
    const key = identityOf(contentId, row.title)
    if (seen.has(key))
      return fault('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const before = known.get(key)
    if (before === undefined) return { outcome: 'new', id: null, contentId, problems: [] }
    if (before.state === 'sent')
      return fault('title', 'Mục này đang chờ công bố.', 'This entry waits to be published.')
    return {
      outcome: before.said === saidOf(row) ? 'same' : 'changed',
      id: before.id,
      contentId,
      problems: [],
    }
  })
}
