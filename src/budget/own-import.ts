import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { judgeOwn, OwnRead, ownColumnKeys, ownColumns, ownKey, ownTable } from './own-import-rules.ts'
import {
  declareRows,
  declarers,
  lockPlaces,
  Reading,
  readingShape,
  scannedInput,
} from './own-import-writing.ts'

/* Vouchers of own money of several enterprises out of a table, with one scan of all of them; each is confirmed by another person afterwards. */

const imports = importOf({
  kind: 'own_money',
  capability: 'ownMoney',
  at: '/own-money-imports',
  subject: 'own-money-import',
  writers: [...declarers],
  readers: [...officers],
})

const placeOf = (turnId: number) => ({ turnId, contentId: null })

/** The rows as they would be declared now. */
async function judged({ db, today }: Context, rows: readonly (OwnRead | null)[]) {
  const codes = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.taxCode])))]
  const turns = await db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select(['t.id', 'e.taxCode'])
    .where('e.taxCode', '=', sql<string>`ANY(${codes}::text[])`)
    .where('t.state', '<>', 'cancelled')
    .orderBy('t.id')
    .execute()
  const standing = await db
    .selectFrom('ownPayment')
    .select(['turnId', 'documentNumber', 'paidOn', 'amount'])
    .where('turnId', '=', sql<number>`ANY(${turns.map((turn) => turn.id)}::int[])`)
    .where('state', 'not in', ['refused', 'withdrawn'])
    .execute()
  return judgeOwn(rows, {
    turns,
    standing: new Set(standing.map((own) => ownKey({ ...own, placeId: own.turnId }))),
    today,
  })
}

const incoming = judgedRows(imports, {
  ...{ table: ownTable, keys: ownColumnKeys, row: OwnRead, label: 'documentNumber', judged },
  kept: (row) => ({ ...row, amount: String(row.amount) }),
  outcomes: ['new', 'same'],
})

/** Reads a table of vouchers and keeps what each row would do: one to declare, one that is declared already, or an error with its cell. */
export const checkOwnMoney = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng vốn đối ứng', 'Check a table of own money'),
  input: scannedInput,
  needs: [tableNeeded],
  async check(context, { paperId, ...input }) {
    await evidence(context, paperId)
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored, paperId } }
  },
})

/** Declares the own money that a check of a table showed, with the scan as its voucher. */
export const applyOwnMoney = imports.apply({
  summary: words('Khai vốn đối ứng theo bảng', 'Declare own money by a table'),
  async moved(context, found) {
    const rows = await incoming.again(context, found.id)
    await lockPlaces(context, rows, placeOf)
    return incoming.moved(context, found.id)
  },
  write: async (context, found) =>
    declareRows(context, found, await incoming.again(context, found.id), placeOf),
})

/** One import: what its check found, and whether it was written. */
export const showOwnImport = imports.show({
  summary: words('Một lần nhập vốn đối ứng', 'One import of own money'),
  shape: readingShape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(ownColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showOwnImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập vốn đối ứng', 'The rows of an import of own money'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showOwnToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập vốn đối ứng', 'The rows in error of an import of own money'),
  columns: ownColumns,
  keys: ownColumnKeys,
})
