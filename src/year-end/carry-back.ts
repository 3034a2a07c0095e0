import { sql } from 'kysely'
import { z } from 'zod'
import { guardYear, lockAccounts, lockYearEnd, post } from '../budget/index.ts'
import { type Apart, holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { day, id, longText, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { noYearEnd } from './carry.ts'
import { yearEndStates } from './carry-rules.ts'

/*
 * A carry-over that was booked wrongly is taken back by another person, with the reason and the paper: for each line the entries that reverse it,
 * out of the next year and into the year that it came from. While the money is there: what was spent of it stays where it is.
 */

/** Whoever approved it does not take it back. */
export const approvedApart = {
  control: 'yearEnd',
  record: 'year_end',
  commands: ['yearEnd.approve'],
  did: words('Bạn đã duyệt quyết định này', 'You approved this decision'),
} satisfies Apart

const notBooked = () =>
  conflict(
    'yearEnd.notBooked',
    words('Chỉ rút chuyển nguồn đã ghi sổ.', 'Only a carry-over that is booked is taken back.'),
  )

/** What is left in the next year of what was carried there, line by line. */
async function carriedLines(db: Db, decisionId: number) {
  const { rows } = await sql<{
    id: number
    line: string
    lineId: number
    sourceId: number
    commitmentId: number | null
    amount: bigint
    left: bigint
    waiting: number
  }>`
    SELECT r.id, l.code AS line, r.line_id, r.source_id, r.commitment_id, r.amount,
           coalesce((SELECT a.balance FROM ledger_account a
              WHERE (a.line_id, a.year, a.source_id) = (r.line_id, d.year + 1, r.source_id)
                AND a.kind = CASE WHEN r.commitment_id IS NULL THEN 'available' ELSE 'committed' END
                AND a.commitment_id IS NOT DISTINCT FROM r.commitment_id), 0)::bigint AS "left",
           (SELECT count(*) FROM payment_order o WHERE o.commitment_id = r.commitment_id AND o.state = 'drafted')::int AS waiting
      FROM year_end_line r JOIN year_end_decision d ON d.id = r.decision_id JOIN budget_line l ON l.id = r.line_id
     WHERE d.id = ${decisionId} ORDER BY r.id`.execute(db)
  return rows
}

/** @throws Problem 409 `yearEnd.used` for the first line of which too little is left, or of which a payment waits */
async function holdUnused(db: Db, decisionId: number): Promise<void> {
  const taken = new Map<string, bigint>()
  for (const { line, lineId, sourceId, commitmentId, amount, left, waiting } of await carriedLines(
    db,
    decisionId,
  )) {
    // Several contents of one commitment stand on one account.
    const place = `${lineId}|${sourceId}|${commitmentId}`
    const before = taken.get(place) ?? 0n
    taken.set(place, before + amount)
    if (before + amount > left)
      throw conflict(
        'yearEnd.used',
        words(
          `Mục ${line}: số chuyển sang đã dùng, năm sau chỉ còn ${formatDong(left, 'vi')} đồng trên ${formatDong(before + amount, 'vi')} đồng.`,
          `Line ${line}: what was carried over is used, ${formatDong(left, 'en')} of ${formatDong(before + amount, 'en')} đồng are left in the next year.`,
        ),
      )
    if (waiting > 0)
      throw conflict(
        'yearEnd.used',
        words(
          `Mục ${line}: cam kết còn ${waiting} chứng từ chi chờ duyệt; xin duyệt hoặc trả lại trước.`,
          `Line ${line}: ${waiting} payments of the commitment wait; release or return them first.`,
        ),
      )
  }
}

/** Holds the papers of both years. @returns the correction that lets it into a closed year */
async function guardBoth(context: Context, year: number, on: string) {
  await guardYear(context, 'carry_in_back', year + 1, on, 'documentDate')
  return guardYear(context, 'carry_out_back', year, on, 'documentDate')
}

/** Takes a booked carry-over back: every line, or none. @throws Problem 409 `controls.samePerson`, `yearEnd.used`, `budget.yearClosed` */
export const takeBackYearEnd = command({
  name: 'yearEnd.takeBack',
  summary: words('Rút chuyển nguồn đã ghi sổ', 'Take a booked carry-over back'),
  route: 'POST /budget/year-end/{id}/taking-back',
  input: z.object({
    ...{ id: id(), reason: longText(2000) },
    ...{ documentNumber: text(100), documentDate: day(), fileId: id() },
  }),
  output: z.object({ id: z.int(), state: yearEndStates.schema }),
  may: ['finance', 'leader'],
  rules: [
    notAhead('documentDate'),
    {
      of: ['id', 'documentDate'],
      check: async ({ id: decisionId, documentDate }, context) => {
        const row = await context.db
          .selectFrom('yearEndDecision')
          .select(['year', 'state', 'kind', 'documentDate'])
          .where('id', '=', decisionId)
          .executeTakeFirst()
        if (row === undefined) throw noYearEnd()
        if (row.state !== 'booked' || row.kind !== 'carry') throw notBooked()
        await guardBoth(context, row.year, documentDate)
      },
    },
    { of: ['id'], check: ({ id: decisionId }, { db }) => holdUnused(db, decisionId) },
  ],
  subject: ({ id: decisionId }) => `year_end:${decisionId}`,
  async run(context, { id: decisionId, reason, documentNumber, documentDate: on, fileId }) {
    const { db, actor, now } = context
    const row = await db
      .selectFrom('yearEndDecision')
      .select(['id', 'year', 'kind', 'state'])
      .where('id', '=', decisionId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noYearEnd()
    if (row.state !== 'booked' || row.kind !== 'carry') throw notBooked()
    await holdApart(context, approvedApart, row.id)
    const file = await evidence(context, fileId)
    const correction = await guardBoth(context, row.year, on)
    const lines = await carriedLines(db, row.id)
    await lockYearEnd(
      db,
      lines.flatMap(({ lineId, sourceId, commitmentId }) =>
        [row.year, row.year + 1].map((year) => ({ lineId, sourceId, commitmentId, year })),
      ),
    )
    await holdUnused(db, row.id)
    let first: number | null = null
    for (const { id: lineOf, lineId, sourceId, commitmentId, amount } of lines) {
      const voucher = { on, documentNumber, note: reason, fileId: file.id }
      const back = async (kind: 'in' | 'out', year: number) => {
        const of = commitmentId === null ? 'carry' : 'commitment'
        const key = { lineId, sourceId, year }
        const entry = { kind: `${of}_${kind}_back` as const, key, commitmentId, amount, voucher }
        return post(db, entry, await lockAccounts(db, entry))
      }
      const inBackId = await back('in', row.year + 1)
      const outBackId = await back('out', row.year)
      await db.updateTable('yearEndLine').set({ inBackId, outBackId }).where('id', '=', lineOf).execute()
      first ??= outBackId
    }
    if (correction !== null)
      await db
        .updateTable('budgetCorrection')
        .set({ entryId: first })
        .where('id', '=', correction.id)
        .execute()
    await db
      .updateTable('yearEndDecision')
      .set({
        ...{ state: 'taken_back', backReason: reason, backNumber: documentNumber, backDate: on },
        ...{ backFileId: file.id, backBy: actor.userId, backAt: now },
      })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'taken_back' as const }
  },
})
