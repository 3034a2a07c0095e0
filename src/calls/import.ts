import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { lockOpen, touch } from './commands.ts'
import {
  judgePapers,
  type PaperColumn,
  PaperRead,
  paperColumnKeys,
  paperColumns,
  paperKey,
  paperTable,
} from './import-rules.ts'

/* The papers that a call asks for, out of a table, while the call may still be changed. */

const imports = importOf({
  kind: 'call_papers',
  capability: 'calls',
  at: '/call-paper-imports',
  subject: 'call-paper-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

const Reading = z.object({ ignored: z.array(z.string()), callId: z.int() })

/** The rows as they would be written now. */
async function judged(db: Db, callId: number, rows: readonly (PaperRead | null)[]) {
  const contents = await db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute()
  const there = await db
    .selectFrom('callPaper')
    .select(['name', 'contentId', 'sizeClass', 'legalForm'])
    .where('callId', '=', callId)
    .execute()
  return judgePapers(
    rows,
    new Map(
      contents.flatMap(({ id: contentId, key, name, nameEn }) =>
        [key, name, nameEn].map((said) => [slug(said), contentId] as const),
      ),
    ),
    new Set(there.map(paperKey)),
  )
}

/** Reads a table of papers and keeps what each row would do: a further paper, one that is asked for already, or an error with its cell. */
export const checkPapers = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng giấy tờ phải nộp', 'Check a table of papers'),
  input: { ...readingInput, callId: id() },
  needs: [tableNeeded],
  async check(context, { callId, ...input }) {
    const { db } = context
    await lockOpen(db, callId)
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<PaperColumn>(table, paperTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, PaperRead, paperColumnKeys, 'name')
    const now = await judged(
      db,
      callId,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, callId } },
      rows: stagedRows({ rows, read, header }, now, 'name', (_judged, row) => ({ row })),
    }
  },
})

const Kept = z.object({ row: PaperRead })

async function again(db: Db, importId: number, callId: number) {
  const kept = await imports.kept(db, importId, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    db,
    callId,
    shown.map(({ row }) => row),
  )
  return shown.map((each, at) => ({ ...each, now: now[at] }))
}

/** Adds the papers that a check of a table showed to what the call asks for. */
export const applyPapers = imports.apply({
  summary: words('Nhập bảng giấy tờ phải nộp', 'Import a table of papers'),
  async moved({ db }, found) {
    const { callId } = Reading.parse(found.reading)
    await lockOpen(db, callId)
    return (await again(db, found.id, callId)).filter(({ outcome, now }) => outcome !== now?.outcome).length
  },
  async write({ db }, found) {
    const { callId } = Reading.parse(found.reading)
    const call = await lockOpen(db, callId)
    const added = (await again(db, found.id, callId)).flatMap(({ row, now }) =>
      now?.outcome === 'new'
        ? [
            {
              ...{ callId, name: row.name, required: row.required, hint: row.hint ?? null },
              ...{ contentId: now.contentId, sizeClass: row.sizeClass ?? null },
              legalForm: row.legalForm ?? null,
            },
          ]
        : [],
    )
    if (added.length === 0) return
    await db.insertInto('callPaper').values(added).execute()
    await touch(db, call)
  },
})

/** One import: what its check found, the call that it is for, and whether it was written. */
export const showPaperImport = imports.show({
  summary: words('Một lần nhập giấy tờ phải nộp', 'One import of papers'),
  /** Headings that a paper has no place for. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(paperColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showPaperImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập giấy tờ phải nộp', 'The rows of an import of papers'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showPapersToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập giấy tờ phải nộp',
    'The rows in error of an import of papers',
  ),
  columns: paperColumns,
  keys: paperColumnKeys,
})
