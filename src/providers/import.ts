import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { keepers } from './commands.ts'
import {
  judgeProviders,
  licenceOf,
  type ProviderColumn,
  ProviderRead,
  providerColumnKeys,
  providerColumns,
  providerKey,
  providerOf,
  providerTable,
} from './import-rules.ts'

/* Many of the register out of a table; each is proposed, and confirmed by another person. */

const imports = importOf({
  kind: 'provider',
  capability: 'providers',
  at: '/provider-imports',
  subject: 'provider-import',
  writers: [...keepers],
  readers: [...keepers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db, today }: Context, rows: readonly (ProviderRead | null)[]) {
  const standing = await db.selectFrom('serviceProvider').select(['name', 'taxCode']).execute()
  return judgeProviders(rows, {
    standing: new Set(standing.map((row) => providerKey(row, fold))),
    ...{ fold, today },
  })
}

/** Reads a table of the register and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkProviders = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng tổ chức, chuyên gia hỗ trợ', 'Check a table of providers'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<ProviderColumn>(table, providerTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, ProviderRead, providerColumnKeys, 'name')
    const now = await judged(
      context,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      rows: stagedRows({ rows, read, header }, now, 'name', (_judged, row) => ({
        row: row === null ? null : { ...row, roles: row.roles.join(';') },
      })),
    }
  },
})

const Kept = z.object({ row: ProviderRead })

async function again(context: Context, importId: number) {
  const kept = await imports.kept(context.db, importId, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    context,
    shown.map(({ row }) => row),
  )
  return shown.map((each, at) => ({ ...each, now: now[at] }))
}

/** Enters what a check of a table showed, as proposed, with the licences that it names. */
export const applyProviders = imports.apply({
  summary: words('Nhập bảng tổ chức, chuyên gia hỗ trợ', 'Import a table of providers'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE service_provider IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return (await again(context, found.id)).filter(({ outcome, now }) => outcome !== now?.outcome).length
  },
  async write(context, found) {
    const { db, today } = context
    for (const { row, now } of await again(context, found.id)) {
      if (now?.outcome !== 'new') continue
      const { id: providerId } = await db
        .insertInto('serviceProvider')
        .values({ ...providerOf(row), importId: found.id, enteredOn: today })
        .returning('id')
        .executeTakeFirstOrThrow()
      const licence = licenceOf(row)
      if (licence !== null)
        await db
          .insertInto('serviceLicence')
          .values({ providerId, ...licence })
          .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showProviderImport = imports.show({
  summary: words('Một lần nhập tổ chức, chuyên gia hỗ trợ', 'One import of providers'),
  /** Headings that have no place here. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(providerColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showProviderImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập tổ chức, chuyên gia hỗ trợ',
    'The rows of an import of providers',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showProvidersToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập tổ chức, chuyên gia hỗ trợ',
    'The rows in error of an import of providers',
  ),
  columns: providerColumns,
  keys: providerColumnKeys,
})
