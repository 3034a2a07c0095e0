import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { onlyAdministrator } from './commands.ts'
import {
  type AgencyColumn,
  AgencyRowRead,
  agencyColumnKeys,
  agencyColumns,
  agencyTable,
  type JudgedAgency,
  judgeAgencies,
  type ListedAgency,
} from './import-rules.ts'
import { agencyKinds } from './rules.ts'

const imports = importOf({
  kind: 'agencies',
  capability: 'agencies',
  at: '/agency-imports',
  subject: 'agency-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function listed(db: Db, lock = false): Promise<ListedAgency[]> {
  let rows = db.selectFrom('agency').selectAll().orderBy('id')
  // All rows: two lists at once must not close a ring of successors between them.
  if (lock) rows = rows.forUpdate()
  const agencies = await rows.execute()
  const keys = new Map(agencies.map(({ id, key }) => [id, key]))
  return agencies.map(({ successorId, kind, ...agency }) => ({
    ...agency,
    kind: z.enum(agencyKinds).parse(kind),
    successor: successorId === null ? null : (keys.get(successorId) ?? null),
  }))
}

/** Reads a list of agencies and keeps what each row would do: a new agency, a change, or an error with its cell and reason. */
export const checkAgencies = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra danh sách cơ quan', 'Check a list of agencies'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    onlyAdministrator(context.actor)
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<AgencyColumn>(table, agencyTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, AgencyRowRead, agencyColumnKeys, 'name')
    const judged = judgeAgencies(
      read.map(({ row }) => row),
      await listed(context.db),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      rows: stagedRows({ rows, read, header }, judged, 'name', ({ agency, changed }, row) => ({
        row,
        agency,
        changed,
      })),
    }
  },
})

const Kept = z.object({
  row: AgencyRowRead,
  agency: z.custom<NonNullable<JudgedAgency['agency']>>(),
  changed: z.array(z.string()),
})

/** The rows of an import that were no error: as they were shown, and as they would be written now. */
async function again({ db, actor }: Context, importId: number) {
  onlyAdministrator(actor)
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const agencies = await listed(db, true)
  const now = judgeAgencies(
    shown.map(({ row }) => row),
    agencies,
  )
  return { shown, now, agencies }
}

const written = ({ outcome, agency }: { outcome: string; agency: object | null }) =>
  JSON.stringify([outcome, Object.entries(agency ?? {}).toSorted()])

/** Writes the new and changed agencies that a check showed, with their successions. */
export const applyAgencies = imports.apply({
  summary: words('Nhập danh sách cơ quan', 'Import a list of agencies'),
  async moved(context, found) {
    const { shown, now } = await again(context, found.id)
    return shown.filter((row, at) => {
      const judged = now[at]
      return judged === undefined || (row.outcome !== 'same' && written(row) !== written(judged))
    }).length
  },
  async write(context, found) {
    const { db } = context
    const { now, agencies } = await again(context, found.id)
    const ids = new Map(agencies.map(({ key, id }) => [key, id]))
    const rows = now.flatMap(({ outcome, agency }) =>
      agency === null || outcome === 'same' ? [] : [{ outcome, agency }],
    )
    for (const { outcome, agency } of rows) {
      const { successor: _, key, kind, ...said } = agency
      if (outcome === 'new') {
        const { id } = await db
          .insertInto('agency')
          .values({ ...said, key, kind })
          .returning('id')
          .executeTakeFirstOrThrow()
        ids.set(key, id)
      } else await db.updateTable('agency').set(said).where('key', '=', key).execute()
    }
    for (const { agency } of rows) {
      const successorId = agency.successor === null ? null : (ids.get(agency.successor) ?? null)
      if (successorId === null) continue
      await db.updateTable('agency').set({ successorId }).where('key', '=', agency.key).execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showAgencyImport = imports.show({
  summary: words('Một lần nhập cơ quan', 'One import of agencies'),
  /** Headings that the list has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(agencyColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showAgencyImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập cơ quan', 'The rows of an import of agencies'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    kind: z.enum(agencyKinds).nullable(),
    /** Which columns would change. */
    changed: z.array(z.enum(agencyColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => {
      const { agency, changed } = z
        .object({
          agency: z.object({ kind: z.enum(agencyKinds) }).nullable(),
          changed: z.array(z.enum(agencyColumnKeys)),
        })
        .parse(data)
      return { label, kind: agency?.kind ?? null, changed, problems: Problems.parse(problems) }
    }),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showAgencyRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập cơ quan', 'The rows in error of an import of agencies'),
  columns: agencyColumns,
  keys: agencyColumnKeys,
})
