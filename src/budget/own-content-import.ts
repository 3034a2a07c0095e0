import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import {
  judgeOwnContents,
  OwnContentRead,
  ownContentColumnKeys,
  ownContentColumns,
  ownContentTable,
} from './own-content-import-rules.ts'
import { ownKey } from './own-import-rules.ts'
import {
  declareRows,
  declarers,
  lockPlaces,
  Reading,
  readingShape,
  scannedInput,
} from './own-import-writing.ts'
import { contentAgreed } from './own-payments.ts'

/* Vouchers of own money of contents of S&T tasks out of a table, with one scan of all of them; each is confirmed by another person afterwards. */

const imports = importOf({
  kind: 'own_content_money',
  capability: 'ownContentMoney',
  at: '/own-content-money-imports',
  subject: 'own-content-money-import',
  writers: [...declarers],
  readers: [...officers],
})

const placeOf = (contentId: number) => ({ turnId: null, contentId })

/** The rows as they would be declared now: of contents that are approved, as one that is typed. */
async function judged({ db, today }: Context, rows: readonly (OwnContentRead | null)[]) {
  const tasks = [...new Set(rows.flatMap((row) => (row?.task === undefined ? [] : [row.task])))]
  const contents = await db
    .selectFrom('scienceTaskContent as c')
    .innerJoin('scienceTask as k', 'k.id', 'c.taskId')
    .select(['c.id', 'c.taskId', 'c.title'])
    .where('c.taskId', '=', sql<number>`ANY(${tasks}::int[])`)
    .where(contentAgreed)
    .orderBy('c.id')
    .execute()
  const standing = await db
    .selectFrom('ownPayment')
    .select(['contentId as placeId', 'documentNumber', 'paidOn', 'amount'])
    .where('contentId', '=', sql<number>`ANY(${contents.map((content) => content.id)}::int[])`)
    .where('state', 'not in', ['refused', 'withdrawn'])
    .execute()
  return judgeOwnContents(rows, { contents, standing: new Set(standing.map(ownKey)), today })
}

const incoming = judgedRows(imports, {
  ...{ table: ownContentTable, keys: ownContentColumnKeys, row: OwnContentRead },
  ...{ label: 'documentNumber', judged },
  kept: (row) => ({ ...row, amount: String(row.amount) }),
  outcomes: ['new', 'same'],
})

/** Reads a table of vouchers and keeps what each row would do: one to declare, one that is declared already, or an error with its cell. */
export const checkOwnContentMoney = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng vốn đối ứng của nhiệm vụ', 'Check a table of own money of tasks'),
  input: scannedInput,
  needs: [tableNeeded],
  async check(context, { paperId, ...input }) {
    await evidence(context, paperId)
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored, paperId } }
  },
})

/** Declares the own money that a check of a table showed, with the scan as its voucher. */
export const applyOwnContentMoney = imports.apply({
  summary: words('Khai vốn đối ứng của nhiệm vụ theo bảng', 'Declare own money of tasks by a table'),
  async moved(context, found) {
    const rows = await incoming.again(context, found.id)
    await lockPlaces(context, rows, placeOf)
    return incoming.moved(context, found.id)
  },
  write: async (context, found) =>
    declareRows(context, found, await incoming.again(context, found.id), placeOf),
})

/** One import: what its check found, and whether it was written. */
export const showOwnContentImport = imports.show({
  summary: words('Một lần nhập vốn đối ứng của nhiệm vụ', 'One import of own money of tasks'),
  shape: readingShape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(ownContentColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showOwnContentImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập vốn đối ứng của nhiệm vụ',
    'The rows of an import of own money of tasks',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showOwnContentToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập vốn đối ứng của nhiệm vụ',
    'The rows in error of an import of own money of tasks',
  ),
  columns: ownContentColumns,
  keys: ownContentColumnKeys,
})
