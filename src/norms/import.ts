import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { usedNorms } from './commands.ts'
import { normFields } from './fields.ts'
import {
  judgeNorms,
  type ListedNorm,
  type NormColumn,
  type NormNames,
  NormRowRead,
  normColumnKeys,
  normColumns,
  normTable,
} from './import-rules.ts'

const imports = importOf({
  kind: 'norms',
  capability: 'norms',
  at: '/norm-imports',
  subject: 'norm-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function namesOf(db: Db): Promise<NormNames> {
  const instruments = await db.selectFrom('legalInstrument').select(['id', 'number']).execute()
  const contents = await db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute()
  const provinces = await db
    .selectFrom('place')
    .select('province')
    .distinct()
    .where('level', '=', 'province')
    .execute()
  return {
    instruments: new Map(instruments.map(({ id, number }) => [number, id])),
    contents: new Map(
      contents.flatMap(({ id, key, name, nameEn }) =>
        [key, name, nameEn].map((said) => [slug(said), id] as const),
      ),
    ),
    provinces: new Set(provinces.map(({ province }) => province)),
  }
}

async function listed(db: Db): Promise<ListedNorm[]> {
  const rows = await db
    .selectFrom('norm as n')
    .select(['n.id', ...normFields.select('n'), 'n.instrumentId', 'n.contentId'])
    .orderBy('n.id')
    .execute()
  const used = await usedNorms(db)
  return rows.map((row) => ({ ...row, used: used.has(row.id) }))
}

/** Reads a table of norms and keeps what each row would do: a new norm, a correction, or an error with its cell and reason. */
export const checkNorms = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng định mức chi', 'Check a table of spending norms'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<NormColumn>(table, normTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, NormRowRead, normColumnKeys, 'name')
    const judged = judgeNorms(
      read.map(({ row }) => row),
      await namesOf(context.db),
      await listed(context.db),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      rows: stagedRows({ rows, read, header }, judged, 'name', ({ changed }, row) => ({
        row: row === null ? null : asJson(row),
        changed,
      })),
    }
  },
})

const asJson = ({ ceiling, ...row }: NormRowRead) => ({
  ...row,
  ...(ceiling === undefined ? {} : { ceiling: String(ceiling) }),
})

const Kept = z.object({ row: NormRowRead, changed: z.array(z.enum(normColumnKeys)) })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(db: Db, importId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = judgeNorms(
    shown.map(({ row }) => row),
    await namesOf(db),
    await listed(db),
  )
  return { shown, now }
}

/** Writes the new and corrected norms that a check showed. */
export const applyNorms = imports.apply({
  summary: words('Nhập bảng định mức chi', 'Import a table of spending norms'),
  async moved({ db }, found) {
    // Two tables at once must not enter one norm twice.
    await sql`LOCK TABLE norm IN SHARE ROW EXCLUSIVE MODE`.execute(db)
    const { shown, now } = await again(db, found.id)
    return shown.filter(({ outcome }, at) => outcome !== now[at]?.outcome).length
  },
  async write({ db }, found) {
    const { now } = await again(db, found.id)
    const added = now.flatMap(({ outcome, norm }) => (outcome === 'new' && norm !== null ? [norm] : []))
    if (added.length > 0) await db.insertInto('norm').values(added).execute()
    for (const { outcome, id, norm } of now)
      if (outcome === 'changed' && id !== null && norm !== null)
        await db
          .updateTable('norm')
          .set({ ...norm, toCheck: false, version: sql`version + 1` })
          .where('id', '=', id)
          .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showNormImport = imports.show({
  summary: words('Một lần nhập định mức chi', 'One import of spending norms'),
  /** Headings that a norm has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(normColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showNormImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập định mức chi', 'The rows of an import of spending norms'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    /** Which columns would change. */
    changed: z.array(z.enum(normColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => ({
      label,
      changed: z.object({ changed: z.array(z.enum(normColumnKeys)) }).parse(data).changed,
      problems: Problems.parse(problems),
    })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showNormRowsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập định mức chi',
    'The rows in error of an import of spending norms',
  ),
  columns: normColumns,
  keys: normColumnKeys,
})
