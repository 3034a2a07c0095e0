import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { writeDraft } from './exchange.ts'
import { guideFields, referenceFields } from './fields.ts'
import {
  type GuideColumn,
  GuideKept,
  GuideRead,
  guideColumnKeys,
  guideColumns,
  guideTable,
  judgeEntries,
  saidOf,
  type ThereEntry,
} from './import-rules.ts'
import type { Chosen } from './queries.ts'

const imports = importOf({
  kind: 'guide',
  capability: 'guide',
  at: '/guide-imports',
  subject: 'guide-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function contentsOf(db: Db): Promise<Map<string, number>> {
  const contents = await db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute()
  return new Map(
    contents.flatMap(({ id, key, name, nameEn }) =>
      [key, name, nameEn].map((said) => [slug(said), id] as const),
    ),
  )
}

async function listed(db: Db): Promise<ThereEntry[]> {
  const rows = await db
    .selectFrom('guideEntry as g')
    .select([
      'g.id',
      'g.contentId',
      ...guideFields.select('g'),
      'g.standards',
      'g.sectors',
      'g.goals',
      'g.state',
    ])
    .$narrowType<z.infer<z.ZodObject<typeof Chosen>>>()
    .execute()
  const references = await db
    .selectFrom('guideReference as r')
    .select(['r.entryId', ...referenceFields.select('r')])
    .orderBy('r.id')
    .execute()
  const given = <T>(value: T | null) => value ?? undefined
  return rows.map((row) => ({
    ...{ id: row.id, contentId: row.contentId, title: row.title, state: row.state },
    said: saidOf({
      ...row,
      ...{ papers: given(row.papers), papersEn: given(row.papersEn) },
      ...{ readiness: given(row.readiness), readinessEn: given(row.readinessEn) },
      readinessSource: given(row.readinessSource),
      references: references
        .filter(({ entryId }) => entryId === row.id)
        .map((of) => ({
          ...{ kind: of.kind, title: of.title, publisher: given(of.publisher) },
          ...{ address: given(of.address), readOn: given(of.readOn) },
        })),
    }),
  }))
}

/** Reads a table of entries and keeps what each row would do: a new draft, a changed one, or an error with its cell and reason. */
export const checkGuide = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng mục hướng dẫn', 'Check a table of entries of the guide'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<GuideColumn>(table, guideTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, GuideRead, guideColumnKeys, 'title')
    const judged = judgeEntries(
      read.map(({ row }) => row),
      await contentsOf(context.db),
      await listed(context.db),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      rows: stagedRows({ rows, read, header }, judged, 'title', (_judged, row) => ({ row })),
    }
  },
})

const Kept = z.object({ row: GuideKept })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(db: Db, importId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = judgeEntries(
    shown.map(({ row }) => row),
    await contentsOf(db),
    await listed(db),
  )
  return { shown, now }
}

/** Writes the entries that a check showed, as drafts; another person publishes them. */
export const applyGuide = imports.apply({
  summary: words('Nhập bảng mục hướng dẫn', 'Import a table of entries of the guide'),
  async moved({ db }, found) {
    // Two tables at once must not enter one entry twice.
    await sql`LOCK TABLE guide_entry IN SHARE ROW EXCLUSIVE MODE`.execute(db)
    const { shown, now } = await again(db, found.id)
    return shown.filter(({ outcome }, at) => outcome !== now[at]?.outcome).length
  },
  async write({ db, today, actor }, found) {
    const { shown, now } = await again(db, found.id)
    for (const [at, { outcome, id, contentId }] of now.entries()) {
      const row = shown[at]?.row
      if (row === undefined || contentId === null || (outcome !== 'new' && outcome !== 'changed')) continue
      await writeDraft(db, row, { contentId, entryId: id }, { today, by: actor.userId })
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showGuideImport = imports.show({
  summary: words('Một lần nhập mục hướng dẫn', 'One import of entries of the guide'),
  /** Headings that an entry has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(guideColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showGuideImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập mục hướng dẫn', 'The rows of an import of entries of the guide'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showGuideRowsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập mục hướng dẫn',
    'The rows in error of an import of entries of the guide',
  ),
  columns: guideColumns,
  keys: guideColumnKeys,
})
