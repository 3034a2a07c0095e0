import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { entryFields } from './fields.ts'
import {
  type EntryColumn,
  EntryRead,
  entryColumnKeys,
  entryColumns,
  entryTable,
  judgeEntries,
} from './import-rules.ts'

const imports = importOf({
  kind: 'key_products',
  capability: 'keyProducts',
  at: '/key-product-imports',
  subject: 'key-product-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

const Reading = z.object({ ignored: z.array(z.string()), listId: z.int() })

const listed = (db: Db, listId: number) =>
  db
    .selectFrom('keyProduct as k')
    .select(['k.id', ...entryFields.select('k')])
    .where('k.listId', '=', listId)
    .orderBy('k.id')
    .execute()

/** Reads the appendix of a decision and keeps what each row would do: a new product, a correction, or an error with its cell and reason. */
export const checkEntries = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra phụ lục sản phẩm chủ lực', 'Check an appendix of key products'),
  input: { ...readingInput, listId: id() },
  needs: [tableNeeded],
  async check(context, { listId, ...input }) {
    const { db } = context
    const list = await db
      .selectFrom('keyProductList')
      .select('id')
      .where('id', '=', listId)
      .executeTakeFirst()
    if (list === undefined) throw notFound(words('danh mục sản phẩm chủ lực', 'List of key products'))
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<EntryColumn>(table, entryTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, EntryRead, entryColumnKeys, 'name')
    const judged = judgeEntries(
      read.map(({ row }) => row),
      await listed(db, listId),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, listId } },
      rows: stagedRows({ rows, read, header }, judged, 'name', ({ changed }, row) => ({ row, changed })),
    }
  },
})

const Kept = z.object({ row: EntryRead, changed: z.array(z.enum(entryColumnKeys)) })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(db: Db, importId: number, listId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = judgeEntries(
    shown.map(({ row }) => row),
    await listed(db, listId),
  )
  return { shown, now }
}

/** Writes the products that a check of an appendix showed. */
export const applyEntries = imports.apply({
  summary: words('Nhập phụ lục sản phẩm chủ lực', 'Import an appendix of key products'),
  async moved({ db }, found) {
    // Two tables at once must not enter one product twice.
    await sql`LOCK TABLE key_product IN SHARE ROW EXCLUSIVE MODE`.execute(db)
    const { shown, now } = await again(db, found.id, Reading.parse(found.reading).listId)
    return shown.filter(({ outcome }, at) => outcome !== now[at]?.outcome).length
  },
  async write({ db }, found) {
    const { listId } = Reading.parse(found.reading)
    const { now } = await again(db, found.id, listId)
    const added = now.flatMap(({ outcome, entry }) =>
      outcome === 'new' && entry !== null ? [{ listId, ...entry }] : [],
    )
    if (added.length > 0) await db.insertInto('keyProduct').values(added).execute()
    for (const { outcome, id: entryId, entry } of now)
      if (outcome === 'changed' && entryId !== null && entry !== null)
        await db
          .updateTable('keyProduct')
          .set({ ...entry, version: sql`version + 1` })
          .where('id', '=', entryId)
          .execute()
  },
})

/** One import: what its check found, the list that it is for, and whether it was written. */
export const showEntryImport = imports.show({
  summary: words('Một lần nhập sản phẩm chủ lực', 'One import of key products'),
  /** Headings that a product has no place for. */
  shape: { ignored: z.array(z.string()), listId: z.int() },
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(entryColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showEntryImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập sản phẩm chủ lực', 'The rows of an import of key products'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    /** Which columns would change. */
    changed: z.array(z.enum(entryColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => ({
      label,
      changed: z.object({ changed: z.array(z.enum(entryColumnKeys)) }).parse(data).changed,
      problems: Problems.parse(problems),
    })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showEntriesToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập sản phẩm chủ lực',
    'The rows in error of an import of key products',
  ),
  columns: entryColumns,
  keys: entryColumnKeys,
})
