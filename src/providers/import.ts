import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { keepers } from './commands.ts'
import {
  judgeProviders,
  licenceOf,
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

const incoming = judgedRows(imports, {
  ...{ table: providerTable, keys: providerColumnKeys, row: ProviderRead, label: 'name', judged },
  kept: (row) => ({ ...row, roles: row.roles.join(';') }),
  outcomes: ['new', 'same'],
})

/** Reads a table of the register and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkProviders = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng tổ chức, chuyên gia hỗ trợ', 'Check a table of providers'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters what a check of a table showed, as proposed, with the licences that it names. */
export const applyProviders = imports.apply({
  summary: words('Nhập bảng tổ chức, chuyên gia hỗ trợ', 'Import a table of providers'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE service_provider IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    for (const { row, now } of await incoming.again(context, found.id)) {
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
