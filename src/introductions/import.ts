import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { inviteEnterprise } from '../registrations/index.ts'
import { askOne, livingEnterprise } from './commands.ts'
import {
  judgeRows,
  type KnownCodes,
  type SheetColumn,
  SheetRow,
  sheetColumnKeys,
  sheetColumns,
  sheetTable,
} from './import-rules.ts'
import { tellAsked } from './notices.ts'
import { introduceInvited } from './registered.ts'

const imports = importOf({
  kind: 'introductions',
  capability: 'introductions',
  at: '/introduction-imports',
  subject: 'introduction-import',
  writers: ['association', 'agency'],
  readers: ['association', 'agency', 'coordinator', 'auditor'],
})

/** The agency that brings. @throws Problem 409 for an account of none */
function agencyOf({ actor }: Pick<Context, 'actor'>): number {
  if (actor.agencyId !== null) return actor.agencyId
  throw conflict(
    'introductions.noAgency',
    words('Tài khoản không thuộc cơ quan nào.', 'This account is of no agency.'),
  )
}

async function knownOf(
  { db }: Pick<Context, 'db'>,
  agencyId: number,
  codes: readonly string[],
): Promise<KnownCodes> {
  const some = [...new Set(codes)]
  const register = await sql<{ taxCode: string }>`
    SELECT tax_code FROM enterprise WHERE tax_code = ANY (${some}::text[])`.execute(db)
  const introduced = await sql<{ taxCode: string }>`
    SELECT code.tax_code FROM introduction i LEFT JOIN enterprise e ON e.id = i.enterprise_id
           CROSS JOIN LATERAL (VALUES (i.tax_code), (e.tax_code)) AS code (tax_code)
     WHERE i.agency_id = ${agencyId} AND i.state IN ('asked', 'consented') AND code.tax_code = ANY (${some}::text[])`.execute(
    db,
  )
  return {
    register: new Set(register.rows.map(({ taxCode }) => taxCode)),
    introduced: new Set(introduced.rows.map(({ taxCode }) => taxCode)),
  }
}

const judged = async (context: Context, rows: readonly (SheetRow | null)[]) =>
  judgeRows(
    rows,
    await knownOf(
      context,
      agencyOf(context),
      rows.flatMap((row) => (row === null ? [] : [row.taxCode])),
    ),
  )

/** Reads a sheet of enterprises and keeps what each row would do: asked, invited, introduced already, or an error with its cell and reason. */
export const checkIntroductions = imports.check({
  name: 'checkImport',
  summary: words(
    'Kiểm tra bảng doanh nghiệp được giới thiệu',
    'Check a sheet of enterprises that are introduced',
  ),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    agencyOf(context)
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<SheetColumn>(table, sheetTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, SheetRow, sheetColumnKeys, 'taxCode')
    const outcomes = await judged(
      context,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      rows: stagedRows({ rows, read, header }, outcomes, 'name', (_judged, row) => ({ row })),
    }
  },
})

/** The rows that were no error: as they were shown, and what they would do now. */
async function again(context: Context, importId: number) {
  const kept = await imports.kept(context.db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({
    outcome,
    row: z.object({ row: SheetRow }).parse(data).row,
  }))
  const now = await judged(
    context,
    shown.map(({ row }) => row),
  )
  return shown.map((one, at) => ({ ...one, now: now[at]?.outcome ?? 'error' }))
}

/** Invites and asks the enterprises that a check of a sheet showed. */
export const applyIntroductions = imports.apply({
  summary: words(
    'Nhập bảng doanh nghiệp được giới thiệu',
    'Import a sheet of enterprises that are introduced',
  ),
  async moved(context, found) {
    return (await again(context, found.id)).filter(({ outcome, now }) => outcome !== now).length
  },
  async write(context, found) {
    const agencyId = agencyOf(context)
    for (const { now, row } of await again(context, found.id)) {
      const { taxCode, name, email } = row
      if (now === 'changed') {
        const enterprise = await livingEnterprise(context.db, taxCode)
        if (enterprise !== undefined)
          await tellAsked(context, await askOne(context, agencyId, { ...enterprise, taxCode }))
      } else if (now === 'new' && email !== undefined) {
        const { id } = await inviteEnterprise.run(context, { taxCode, name, email }, undefined)
        await introduceInvited(context, { taxCode, name }, id)
      }
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showIntroductionImport = imports.show({
  summary: words(
    'Một lần nhập doanh nghiệp được giới thiệu',
    'One import of enterprises that are introduced',
  ),
  /** Headings that the sheet has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(sheetColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showIntroductionImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập doanh nghiệp được giới thiệu',
    'The rows of an import of enterprises that are introduced',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), changed: z.array(z.enum(sheetColumnKeys)), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, changed: [], problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showIntroductionsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập doanh nghiệp được giới thiệu',
    'The rows in error of an import of enterprises that are introduced',
  ),
  columns: sheetColumns,
  keys: sheetColumnKeys,
})
