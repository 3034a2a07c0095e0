import { sql } from 'kysely'
import { z } from 'zod'
import { plainNumber } from '../budget/index.ts'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { day, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import {
  AnswerRead,
  answerColumnKeys,
  answerColumns,
  answerTable,
  type JudgedAnswer,
  judgeAnswers,
  type Waiting,
} from './answer-rules.ts'
import { drawers, lockBatch, moveBatch } from './batches.ts'
import { fits } from './rules.ts'

/* The Treasury's list comes in: each row is proposed to be of a payment of the batch, a person confirms, and what differs becomes work. */

const imports = importOf({
  kind: 'treasury',
  capability: 'treasury',
  at: '/treasury-imports',
  subject: 'treasury-import',
  writers: drawers,
  readers: officers,
})

const asked = { batchId: id(), dueOn: day() }
const Reading = z.object({ ignored: z.array(z.string()), batchId: z.int(), dueOn: z.string() })

async function waitingOf(db: Db, batchId: number): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('treasuryBatchOrder as r')
    .innerJoin('paymentOrder as o', 'o.id', 'r.orderId')
    .select(['r.id', 'o.documentNumber', 'o.amount', 'r.payee', 'r.payeeAccount as account', 'r.state'])
    .where('r.batchId', '=', batchId)
    .orderBy('r.id')
    .execute()
  return rows.map(({ documentNumber, ...row }) => ({ ...row, number: plainNumber(documentNumber) }))
}

/** Reads the Treasury's list and keeps what each row would do: of which payment it is taken to be, and how it differs. */
export const checkAnswer = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra danh sách của Kho bạc', "Check the Treasury's list"),
  input: { ...readingInput, ...asked },
  needs: [tableNeeded],
  rules: [
    {
      of: ['dueOn'],
      judge: async ({ dueOn }, { today }) =>
        dueOn < today ? { field: 'dueOn', words: words('Ngày này đã qua.', 'This day is past.') } : null,
    },
  ],
  async check(context, { batchId, dueOn, ...input }) {
    await lockBatch(context, batchId, ['sent', 'answered'])
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded(table, answerTable, {
      ...{ ...input, unit: null, numbers: null },
    })
    const read = readRows(rows, AnswerRead, answerColumnKeys, 'number')
    const judged = judgeAnswers(
      read.map(({ row }) => row),
      await waitingOf(context.db, batchId),
      context.today,
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, batchId, dueOn } },
      rows: stagedRows({ rows, read, header }, judged, 'number', ({ match, result }, row) => ({
        row: row === null ? null : { ...row, amount: String(row.amount) },
        ...{ match, result },
      })),
    }
  },
})

const Matched = z.object({ id: z.int(), fit: z.enum(fits) }).nullable()
const Kept = z.object({ row: AnswerRead, match: Matched })

/** The rows that were no error, as they were shown and as they would be taken now. */
async function again(context: Context, importId: number, batchId: number) {
  const kept = await imports.kept(context.db, importId, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = judgeAnswers(
    shown.map(({ row }) => row),
    await waitingOf(context.db, batchId),
    context.today,
  )
  return { shown, now }
}

/** Takes the Treasury's list in as its check showed it: what fits whole is paid; the rest is work for a person, by the day that was named. */
export const applyAnswer = imports.apply({
  summary: words('Xác nhận danh sách của Kho bạc', "Confirm the Treasury's list"),
  async moved(context, found) {
    const { batchId } = Reading.parse(found.reading)
    await lockBatch(context, batchId, ['sent', 'answered'])
    const { shown, now } = await again(context, found.id, batchId)
    return shown.filter(
      ({ outcome, match }, at) =>
        outcome !== now[at]?.outcome ||
        match?.id !== now[at]?.match?.id ||
        match?.fit !== now[at]?.match?.fit,
    ).length
  },
  async write(context, found) {
    const { batchId, dueOn } = Reading.parse(found.reading)
    const { shown, now } = await again(context, found.id, batchId)
    for (const [at, { row }] of shown.entries()) {
      const judged = now[at]
      if (judged?.outcome === 'new') await take(context, { batchId, dueOn, importId: found.id }, row, judged)
    }
    await missing(context.db, batchId, dueOn)
    const batch = await lockBatch(context, batchId, ['sent', 'answered'])
    await moveBatch(context, batch, { state: 'answered', answeredOn: batch.answeredOn ?? context.today })
  },
})

/** Keeps one row of the answer, and what it does to its payment. */
async function take(
  context: Context,
  of: { batchId: number; dueOn: string; importId: number },
  row: AnswerRead,
  { match, result }: JudgedAnswer,
): Promise<void> {
  const { db, today } = context
  const { batchId, dueOn, importId } = of
  const answer = await db
    .insertInto('treasuryAnswer')
    .values({
      ...{ batchId, importId, rowId: match?.id ?? null, documentNumber: row.number, amount: row.amount },
      ...{ payee: row.payee ?? null, payeeAccount: row.payeeAccount ?? null, onDay: row.on },
      ...{ result: result ?? 'paid', reason: row.reason ?? null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (match !== null)
    // a later answer settles what was missing, or differed, before
    await db
      .updateTable('treasuryDifference')
      .set({ state: 'settled', outcome: 'answered', settledOn: today, version: sql`version + 1` })
      .where('rowId', '=', match.id)
      .where('state', '=', 'open')
      .execute()
  if (match?.fit === 'whole' && result === 'paid') {
    await db
      .updateTable('treasuryBatchOrder')
      .set({ state: 'paid', answeredOn: row.on })
      .where('id', '=', match.id)
      .execute()
    return
  }
  const kind = match === null ? 'unknown' : match.fit === 'whole' ? 'sent_back' : match.fit
  await db
    .insertInto('treasuryDifference')
    .values({ batchId, kind, rowId: match?.id ?? null, answerId: answer.id, dueOn })
    .execute()
}

/** What the answer does not speak of. */
async function missing(db: Db, batchId: number, dueOn: string): Promise<void> {
  await sql`
    INSERT INTO treasury_difference (batch_id, kind, row_id, due_on)
    SELECT r.batch_id, 'missing', r.id, ${dueOn}::date FROM treasury_batch_order r
     WHERE r.batch_id = ${batchId} AND r.state = 'listed'
       AND NOT EXISTS (SELECT FROM treasury_difference d WHERE d.row_id = r.id AND d.state = 'open')
     ORDER BY r.id`.execute(db)
}

/** One import: the batch that it answers, by which day what differs is settled, and whether it was taken in. */
export const showAnswerImport = imports.show({
  summary: words('Một lần nhập danh sách của Kho bạc', "One import of the Treasury's list"),
  shape: { ignored: z.array(z.string()), batchId: z.int(), dueOn: z.string() },
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(answerColumnKeys)

/** The rows of an import in the order of its sheet: the payment that each is taken to be of, or why it cannot be read. */
export const showAnswerRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của danh sách Kho bạc', "The rows of the Treasury's list"),
  outcomes: ['new', 'same', 'error'],
  shape: {
    label: z.string(),
    /** How it fits the payment that is proposed; null where none is. */
    fit: z.enum(fits).nullable(),
    /** The number of that payment. */
    order: z.string().nullable(),
    result: z.enum(['paid', 'sent_back']).nullable(),
    problems: Problems,
  },
  async of({ db }, rows) {
    const Data = z.object({ match: Matched, result: z.enum(['paid', 'sent_back']).nullable() })
    const read = rows.map(({ label, data, problems }) => ({ label, problems, ...Data.parse(data) }))
    const ids = read.flatMap(({ match }) => (match === null ? [] : [match.id]))
    const { rows: numbers } = await sql<{ id: number; number: string }>`
      SELECT r.id, o.document_number AS number FROM treasury_batch_order r JOIN payment_order o ON o.id = r.order_id
       WHERE r.id = ANY (${ids}::int[])`.execute(db)
    const numberOf = new Map(numbers.map(({ id: rowId, number }) => [rowId, number]))
    return read.map(({ label, match, result, problems }) => ({
      ...{ label, result, fit: match?.fit ?? null, problems: Problems.parse(problems) },
      order: match === null ? null : (numberOf.get(match.id) ?? null),
    }))
  },
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showAnswersToMend = imports.mend({
  summary: words('Các dòng lỗi của danh sách Kho bạc', "The rows in error of the Treasury's list"),
  columns: answerColumns,
  keys: answerColumnKeys,
})
