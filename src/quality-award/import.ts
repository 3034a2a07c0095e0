import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { heldToEnterprise, roundRules, takesEntries } from './entry-commands.ts'
import { entryFields } from './fields.ts'
import {
  EntryRead,
  entryColumnKeys,
  entryColumns,
  entryKey,
  entryTable,
  judgeEntries,
} from './import-rules.ts'
import { noRound } from './rounds.ts'

/* Entries of one round out of a table; each is a draft, which the enterprise assesses and submits. */

const imports = importOf({
  kind: 'award_entry',
  capability: 'awards',
  at: '/award-entry-imports',
  subject: 'award-entry-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

const Of = z.object({ roundId: z.int() })
type Of = z.infer<typeof Of>
const Reading = Of.extend({ ignored: z.array(z.string()) })

async function roundNow(context: Context, roundId: number) {
  const round = await roundRules(context, roundId)
  if (round === undefined) throw noRound()
  if (!takesEntries(round, context.today))
    throw conflict(
      'awards.roundClosed',
      words('Kỳ giải không nhận hồ sơ hôm nay.', 'The round takes no entries today.'),
    )
  return round
}

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (EntryRead | null)[], { roundId }: Of) {
  const { db, today } = context
  const rule = await roundRules(context, roundId)
  if (rule === undefined) throw noRound()
  const codes = rows.flatMap((row) => row?.taxCode ?? [])
  const products = await db
    .selectFrom('enterprise as e')
    .leftJoin('product as p', 'p.enterpriseId', 'e.id')
    .select(['e.id', 'e.taxCode', 'p.id as productId', 'p.name'])
    .where(sql<boolean>`e.tax_code = ANY (${codes}::text[])`)
    .where('e.mergedInto', 'is', null)
    .execute()
  const enterprises = new Map<string, { id: number; products: Map<string, number> }>()
  for (const { id: enterpriseId, taxCode, productId, name } of products) {
    if (taxCode === null) continue
    const there = enterprises.get(taxCode) ?? { id: enterpriseId, products: new Map<string, number>() }
    if (productId !== null && name !== null) there.products.set(fold(name), productId)
    enterprises.set(taxCode, there)
  }
  const standing = await db
    .selectFrom('awardEntry')
    .select(['enterpriseId', 'productId'])
    .where('roundId', '=', roundId)
    .where('state', '<>', 'withdrawn')
    .execute()
  return judgeEntries(rows, {
    ...{ rule, today, enterprises, fold },
    standing: new Set(standing.map((row) => entryKey(row.enterpriseId, row.productId))),
  })
}

const incoming = judgedRows(imports, {
  ...{ table: entryTable, keys: entryColumnKeys, row: EntryRead, label: 'taxCode' },
  judged: (context: Context, rows: readonly (EntryRead | null)[], of: Of) => judged(context, rows, of),
  outcomes: ['new', 'same'],
})

/** Reads a table of entries and keeps what each row would do: a new one, one that is there already, or an error with its cell. */
export const checkEntries = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng hồ sơ dự giải', 'Check a table of entries for the award'),
  input: { ...readingInput, roundId: id() },
  needs: [tableNeeded],
  async check(context, input) {
    const of = { roundId: (await roundNow(context, input.roundId)).id }
    const { ignored, ...found } = await incoming.read(context, input, of)
    return { ...found, reading: { ignored, ...of } }
  },
})

/** Enters what a check of a table showed. */
export const applyEntries = imports.apply({
  summary: words('Nhập bảng hồ sơ dự giải', 'Import a table of entries for the award'),
  async moved(context, found) {
    // Two tables at once must not enter one product twice.
    await sql`LOCK TABLE award_entry IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id, Of.parse(found.reading))
  },
  async write(context, found) {
    const { db, today } = context
    const { roundId } = Of.parse(found.reading)
    const round = await roundNow(context, roundId)
    for (const { row, now } of await incoming.again(context, found.id, { roundId })) {
      if (now?.outcome !== 'new' || now.enterpriseId === null) continue
      const whose = { enterpriseId: now.enterpriseId, productId: now.productId ?? undefined }
      await heldToEnterprise(context, round, whose)
      const { taxCode: _code, product: _product, ...said } = row
      await db
        .insertInto('awardEntry')
        .values({
          ...entryFields.values(said),
          ...{ roundId, enterpriseId: now.enterpriseId, productId: now.productId, importId: found.id },
          ...{ enteredOn: today, movedOn: today },
        })
        .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showEntryImport = imports.show({
  summary: words('Một lần nhập hồ sơ dự giải', 'One import of entries for the award'),
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(entryColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showEntryImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập hồ sơ dự giải', 'The rows of an import of entries'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showEntriesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập hồ sơ dự giải', 'The rows in error of an import of entries'),
  columns: entryColumns,
  keys: entryColumnKeys,
})
