import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, text, year } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { lastBudgetDay } from './year-rules.ts'
import { cutoffsOf } from './years.ts'

explainConstraint('budget_closing_pkey', () =>
  conflict('budget.closedAlready', words('Năm này đã khóa sổ.', 'This year is closed already.'), 'year'),
)

/**
 * Closes a budget year, after its adjusting period, by a signed document. From then on it takes only what an approved
 * correction lets in.
 * @throws Problem 422 before the period has ended, 409 when payments of the year still wait
 */
export const closeYear = command({
  name: 'budget.closeYear',
  summary: words('Khóa sổ năm ngân sách', 'Close a budget year'),
  route: 'POST /budget/years/{year}/closing',
  input: z.object({ year: year(), documentNumber: text(100), closedOn: day(), fileId: id() }),
  output: z.object({ year: z.int() }),
  may: ['finance', 'leader'],
  rules: [
    {
      of: ['year', 'closedOn'],
      judge: async ({ year, closedOn }, { db, today }) => {
        const last = lastBudgetDay(year, await cutoffsOf(db, year))
        if (closedOn > last && closedOn <= today) return null
        return {
          field: 'closedOn',
          words: {
            vi: `Khóa sổ năm ${year} sau ngày ${formatDate(last)}, không sau hôm nay.`,
            en: `The year ${year} is closed after ${formatDate(last)}, and not after today.`,
          },
        }
      },
    },
  ],
  subject: ({ year }) => `budget_year:${year}`,
  async run(context, input) {
    const { db, actor, now } = context
    const waiting = await db
      .selectFrom('paymentOrder as o')
      .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .where('c.year', '=', input.year)
      .where('o.state', '=', 'drafted')
      .executeTakeFirstOrThrow()
    if (waiting.count > 0n) {
      throw conflict('budget.paymentsWait', {
        vi: `Còn ${waiting.count} chứng từ chi của năm ${input.year} chờ duyệt; xin duyệt hoặc trả lại trước khi khóa sổ.`,
        en: `${waiting.count} payments of ${input.year} wait to be released; release or return them first.`,
      })
    }
    const file = await evidence(context, input.fileId)
    const { year, documentNumber, closedOn } = input
    await db
      .insertInto('budgetClosing')
      .values({ year, documentNumber, closedOn, fileId: file.id, closedBy: actor.userId, closedAt: now })
      .execute()
    return { year }
  },
})

const Correction = z.object({ id: z.int(), year: z.int() })

/** Proposes one booking into a closed year (or by a voucher of another year), with the reason. */
export const proposeCorrection = command({
  name: 'budget.proposeCorrection',
  summary: words('Đề nghị điều chỉnh năm ngân sách đã khóa', 'Propose a correction of a closed budget year'),
  route: 'POST /budget/corrections',
  input: z.object({ year: year(), reason: longText(2000) }),
  output: Correction,
  may: ['coordinator', 'finance'],
  subject: (_input, output) => `budget_correction:${output.id}`,
  run: ({ db, actor, now }, { year, reason }) =>
    db
      .insertInto('budgetCorrection')
      .values({ year, reason, proposedBy: actor.userId, proposedAt: now })
      .returning(['id', 'year'])
      .executeTakeFirstOrThrow(),
})

/** Who proposed the correction of a closed year does not approve it. */
export const proposed = {
  table: 'budgetCorrection',
  by: 'proposedBy',
  at: 'proposedAt',
  did: words('Bạn đã đề nghị điều chỉnh này', 'You proposed this correction'),
} satisfies EarlierAct

/** Approves a correction that another person proposed: that person may then make the one booking. */
export const approveCorrection = command({
  name: 'budget.approveCorrection',
  summary: words('Duyệt điều chỉnh năm ngân sách đã khóa', 'Approve a correction of a closed budget year'),
  route: 'POST /budget/corrections/{id}/approval',
  input: z.object({ id: id() }),
  output: Correction,
  may: ['finance', 'leader'],
  subject: ({ id }) => `budget_correction:${id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const correction = await db
      .selectFrom('budgetCorrection')
      .select(['id', 'year', 'proposedBy', 'proposedAt', 'approvedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (correction === undefined) throw notFound(words('đề nghị điều chỉnh', 'Correction'))
    if (correction.approvedAt !== null) {
      throw conflict(
        'budget.correctionApproved',
        words('Đề nghị này đã được duyệt.', 'This correction has been approved already.'),
      )
    }
    await holdPersonsApart(
      context,
      'payment',
      { account: correction.proposedBy, at: correction.proposedAt },
      proposed.did,
    )
    await db
      .updateTable('budgetCorrection')
      .set({ approvedBy: actor.userId, approvedAt: now })
      .where('id', '=', input.id)
      .execute()
    return { id: correction.id, year: correction.year }
  },
})

/** What batches of past years booked into years that were closed already, with what moved it back. */
async function takenOverSince(db: Db) {
  return db
    .selectFrom('takeoverRecord as r')
    .innerJoin('ledgerEntry as e', 'e.id', 'r.recordId')
    .innerJoin('budgetClosing as c', (join) =>
      join.onRef('c.year', '=', 'e.year').onRef('e.recordedAt', '>', 'c.closedAt'),
    )
    .select(['e.year', 'r.batchId', sql<number>`count(*)::int`.as('entries')])
    .where('r.recordType', '=', 'ledger_entry')
    .groupBy(['e.year', 'r.batchId'])
    .orderBy('r.batchId')
    .execute()
}

/** Which years are closed, by which document, and the corrections that were asked for. */
export const showYears = query({
  name: 'budget.years',
  summary: words('Khóa sổ và điều chỉnh', 'Closed years and corrections'),
  route: 'GET /budget/years',
  input: z.object({}),
  output: z.object({
    closed: z.array(
      z.object({
        year: z.int(),
        documentNumber: z.string(),
        closedOn: z.iso.date(),
        fileId: z.int(),
        by: z.string(),
        /** Entries that came in with the work of past years after the year was closed, by batch. */
        takenOver: z.array(z.object({ batchId: z.int(), entries: z.int() })),
      }),
    ),
    /** Years with money that are not closed. */
    open: z.array(z.int()),
    corrections: z.array(
      Correction.extend({
        reason: z.string(),
        proposedBy: z.string(),
        proposedAt: z.iso.datetime(),
        approvedBy: z.string().nullable(),
        approvedAt: z.iso.datetime().nullable(),
        entryId: z.int().nullable(),
      }),
    ),
  }),
  may: officers,
  async run({ db }) {
    const closed = await db
      .selectFrom('budgetClosing as c')
      .leftJoin('account as a', 'a.id', 'c.closedBy')
      .select(['c.year', 'c.documentNumber', 'c.closedOn', 'c.fileId', 'a.name'])
      .orderBy('c.year', 'desc')
      .execute()
    const corrections = await db
      .selectFrom('budgetCorrection as c')
      .leftJoin('account as p', 'p.id', 'c.proposedBy')
      .leftJoin('account as a', 'a.id', 'c.approvedBy')
      .select(['c.id', 'c.year', 'c.reason', 'p.name as proposedBy', 'c.proposedAt'])
      .select(['a.name as approvedBy', 'c.approvedAt', 'c.entryId'])
      .orderBy('c.id', 'desc')
      .limit(200)
      .execute()
    const takenOver = await takenOverSince(db)
    const { rows: open } = await sql<{ year: number }>`
      SELECT DISTINCT a.year FROM ledger_account a WHERE NOT EXISTS (SELECT FROM budget_closing b WHERE b.year = a.year)
       ORDER BY a.year DESC`.execute(db)
    return {
      open: open.map(({ year }) => year),
      closed: closed.map(({ name, ...row }) => ({
        ...row,
        by: name ?? 'nscl',
        takenOver: takenOver
          .filter(({ year }) => year === row.year)
          .map(({ batchId, entries }) => ({ batchId, entries })),
      })),
      corrections: corrections.map((row) => ({
        ...row,
        proposedBy: row.proposedBy ?? 'nscl',
        proposedAt: row.proposedAt.toISOString(),
        approvedAt: row.approvedAt?.toISOString() ?? null,
      })),
    }
  },
})
