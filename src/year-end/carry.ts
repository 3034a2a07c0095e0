import { sql } from 'kysely'
import { z } from 'zod'
import { type BudgetKey, guardYear, lockAccounts, lockYearEnd, post } from '../budget/index.ts'
import { type Apart, holdApart } from '../controls/index.ts'
import { decisionNumberOf } from '../outgoing/index.ts'
import { activePlan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  day,
  id,
  longText,
  optionalDong,
  optionalId,
  optionalText,
  text,
  year,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalid, notFound } from '../platform/problem.ts'
import { type Asked, type Fault, faultsOf, yearEndKinds, yearEndStates } from './carry-rules.ts'
import { addedAfter, groundsOf, leftOf } from './left.ts'

/*
 * What is left of a year is carried over or cancelled by one decision on many lines: the agency that carries the programme or the finance office
 * proposes it, another person approves it with the decision of the competent authority. Then each line is booked: out of the year and,
 * where it is carried over, into the next.
 */

explainConstraint('year_end_whole', () =>
  conflict(
    'yearEnd.notWhole',
    words(
      'Chuyển nguồn, hủy dự toán chỉ ghi bằng quyết định, khớp với bút toán của sổ.',
      'What is carried over or cancelled is booked by a decision alone, and is what its entries are.',
    ),
  ),
)

const lineInput = z.object({
  line: text(20),
  source: text(40),
  /** Of money that is committed. */
  commitment: optionalId(),
  /** Of a commitment by a task's contract: the content. */
  content: optionalId(),
  /** Of what is carried over: its kind. */
  ground: optionalId(),
  amount: optionalDong(0n).describe('đồng; empty or nought: this row is left out'),
  note: optionalText(500),
})
const linesInput = z.array(lineInput).max(2_000)

const asked = (lines: z.output<typeof linesInput>): (Asked & { readonly note: string | null })[] =>
  lines.flatMap(
    ({ line, source, commitment = null, content = null, ground = null, amount, note = null }, at) =>
      amount === undefined || amount === 0n
        ? []
        : [{ at, line, source, commitment, content, ground, amount, note }],
  )

/** Everything that is wrong with what is asked, as the year stands now. */
async function judged(
  db: Db,
  of: { planId: number; year: number; kind: (typeof yearEndKinds.keys)[number]; asked: readonly Asked[] },
) {
  const left = await leftOf(db, of.planId, of.year)
  const grounds = await groundsOf(db, of.year)
  const days = grounds.flatMap(({ needs, on }) => (needs === 'added_after' && on !== null ? [on] : []))
  const added = await addedAfter(db, of.planId, of.year, days)
  return { left, faults: faultsOf({ ...of, left, grounds, added }) }
}

const Changed = z.object({ id: z.int(), state: yearEndStates.schema })

/** Proposes what of a year is carried over, or cancelled: many lines at once. */
export const proposeYearEnd = command({
  name: 'yearEnd.propose',
  summary: words('Đề nghị chuyển nguồn, hủy dự toán', 'Propose what is carried over or cancelled'),
  route: 'POST /budget/year-end',
  input: z.object({
    kind: choice(yearEndKinds.keys),
    year: year(),
    reason: longText(2000),
    lines: linesInput,
  }),
  output: Changed,
  may: ['coordinator', 'finance'],
  rules: [
    {
      of: ['kind', 'year', 'lines'],
      judge: async ({ lines, ...input }, context) => {
        const { id: planId } = await activePlan(context)
        const { faults } = await judged(context.db, { ...input, planId, asked: asked(lines) })
        return faults
      },
    },
  ],
  subject: (_input, output) => `year_end:${output.id}`,
  async run(context, { lines, ...input }) {
    const { db, actor, now } = context
    const { id: planId } = await activePlan(context)
    const wanted = asked(lines)
    const { left, faults } = await judged(db, { ...input, planId, asked: wanted })
    if (faults.length > 0) throw invalid(faults)
    const row = await db
      .insertInto('yearEndDecision')
      .values({ ...input, planId, proposedBy: actor.userId, proposedAt: now })
      .returning(['id', 'state'])
      .executeTakeFirstOrThrow()
    for (const { line, source, commitment, content, ground, amount, note } of wanted) {
      const place = left.find((one) => one.line === line && one.source === source)
      if (place === undefined) throw new Error(`Line ${line} is gone`)
      await db
        .insertInto('yearEndLine')
        .values({
          ...{ decisionId: row.id, lineId: place.lineId, sourceId: place.sourceId, amount, note },
          ...{ commitmentId: commitment, contentId: content, groundId: ground },
        })
        .execute()
    }
    return { id: row.id, state: 'proposed' as const }
  },
})

/** Whoever proposed it does not approve it. */
export const proposedApart = {
  control: 'yearEnd',
  record: 'year_end',
  commands: ['yearEnd.propose'],
  did: words('Bạn đã lập đề nghị này', 'You drew this proposal up'),
} satisfies Apart

/** A proposal that waits, under lock. @throws Problem 404, 409 when it is settled */
export async function lockProposed(db: Db, decisionId: number) {
  const row = await db
    .selectFrom('yearEndDecision')
    .select(['id', 'planId', 'kind', 'year', 'reason', 'state'])
    .where('id', '=', decisionId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noYearEnd()
  if (row.state !== 'proposed')
    throw conflict(
      'yearEnd.settled',
      words('Đề nghị này đã xử lý xong.', 'This proposal is settled already.'),
    )
  return { ...row, kind: row.kind as (typeof yearEndKinds.keys)[number] }
}
export const noYearEnd = () => notFound(words('đề nghị cuối năm này', 'This year-end proposal'))

type Decision = Awaited<ReturnType<typeof lockProposed>>

/** Approves a proposal of another person by the decision of the competent authority, and books it: every line, or none. */
export const approveYearEnd = command({
  name: 'yearEnd.approve',
  summary: words('Duyệt chuyển nguồn, hủy dự toán', 'Approve what is carried over or cancelled'),
  route: 'POST /budget/year-end/{id}/approval',
  input: z.object({ id: id(), documentNumber: text(100), documentDate: day(), fileId: id() }),
  output: Changed,
  may: ['finance', 'leader'],
  rules: [
    notAhead('documentDate'),
    {
      of: ['id', 'documentDate'],
      check: async ({ id: decisionId, documentDate }, context) => {
        const row = await context.db
          .selectFrom('yearEndDecision')
          .select(['year', 'kind'])
          .where('id', '=', decisionId)
          .executeTakeFirst()
        if (row === undefined) throw noYearEnd()
        await guardYear(context, 'cancellation', row.year, documentDate, 'documentDate')
        if (row.kind === 'carry')
          await guardYear(context, 'carry_in', row.year + 1, documentDate, 'documentDate')
      },
    },
  ],
  subject: ({ id: decisionId }) => `year_end:${decisionId}`,
  async run(context, { id: decisionId, ...paper }) {
    const { db, actor, now } = context
    const row = await lockProposed(db, decisionId)
    await holdApart(context, proposedApart, row.id)
    const { id: fileId } = await evidence(context, paper.fileId)
    const documentNumber = await decisionNumberOf(db, {
      ...{ decisionNumber: paper.documentNumber, decidedOn: paper.documentDate, committee: false },
      ...{ field: 'documentNumber', subject: row.reason.slice(0, 200), record: `year_end:${row.id}` },
    })
    const correction = await guardYear(context, 'cancellation', row.year, paper.documentDate, 'documentDate')
    const first = await book(context, row, { ...paper, documentNumber, fileId })
    if (correction !== null)
      await db
        .updateTable('budgetCorrection')
        .set({ entryId: first })
        .where('id', '=', correction.id)
        .execute()
    await db
      .updateTable('yearEndDecision')
      .set({ state: 'booked', ...paper, documentNumber, fileId, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'booked' as const }
  },
})

/** Books each line under the locks of all of them. @returns the first entry @throws Problem 409 for a line that no longer holds its amount */
async function book(
  { db }: Context,
  decision: Decision,
  paper: { documentNumber: string; documentDate: string; fileId: number },
): Promise<number> {
  const lines = await db
    .selectFrom('yearEndLine as r')
    .innerJoin('budgetLine as l', 'l.id', 'r.lineId')
    .innerJoin('fundingSource as s', 's.id', 'r.sourceId')
    .select(['r.id', 'r.lineId', 'r.sourceId', 'r.commitmentId', 'r.contentId', 'r.groundId', 'r.amount'])
    .select(['l.code as line', 's.key as source'])
    .where('r.decisionId', '=', decision.id)
    .orderBy('r.id')
    .execute()
  const next = decision.year + 1
  if (decision.kind === 'carry') {
    await db
      .insertInto('budgetLineYear')
      .values(lines.map(({ lineId }) => ({ lineId, year: next, estimate: 0n, carried: true })))
      .onConflict((there) => there.doNothing())
      .execute()
  }
  const years = decision.kind === 'carry' ? [decision.year, next] : [decision.year]
  await lockYearEnd(
    db,
    lines.flatMap(({ lineId, sourceId, commitmentId }) =>
      years.map((of) => ({ lineId, sourceId, commitmentId, year: of })),
    ),
  )
  // Others may have moved the same money since: judged once more, under the lock.
  const { faults } = await judged(db, {
    ...decision,
    asked: lines.map(({ commitmentId, contentId, groundId, ...line }, at) => ({
      ...{ ...line, at, commitment: commitmentId, content: contentId, ground: groundId },
    })),
  })
  if (faults.length > 0) throw moved(faults, lines)
  const voucher = {
    ...{ on: paper.documentDate, documentNumber: paper.documentNumber, fileId: paper.fileId },
    note: decision.reason,
  }
  let first = 0
  for (const line of lines) {
    const { outId, inId } = await bookLine(db, decision, line, voucher)
    await db.updateTable('yearEndLine').set({ outId, inId }).where('id', '=', line.id).execute()
    if (first === 0) first = outId
  }
  return first
}

async function bookLine(
  db: Db,
  { kind, year: of }: Decision,
  {
    lineId,
    sourceId,
    commitmentId,
    amount,
  }: { lineId: number; sourceId: number; commitmentId: number | null; amount: bigint },
  voucher: { on: string; documentNumber: string; fileId: number; note: string },
): Promise<{ outId: number; inId: number | null }> {
  const key: BudgetKey = { lineId, sourceId, year: of }
  const ways = {
    out: kind === 'cancel' ? 'cancellation' : commitmentId === null ? 'carry_out' : 'commitment_out',
    in: commitmentId === null ? 'carry_in' : 'commitment_in',
  } as const
  const out = { kind: ways.out, key, commitmentId, amount, voucher }
  const outId = await post(db, out, await lockAccounts(db, out))
  if (kind === 'cancel') return { outId, inId: null }
  const into = { kind: ways.in, key: { ...key, year: of + 1 }, commitmentId, amount, voucher }
  return { outId, inId: await post(db, into, await lockAccounts(db, into)) }
}

/** What has moved since the proposal, in one sentence for each line. */
function moved(
  faults: readonly Fault[],
  lines: readonly { readonly line: string; readonly source: string }[],
) {
  const said = (language: keyof Words) =>
    faults
      .slice(0, 10)
      .map(({ field, words: of }) => `${lines[Number(field.split('.')[1])]?.line ?? ''}: ${of[language]}`)
      .join(' ')
  return conflict(
    'yearEnd.moved',
    words(
      `Số dư đã thay đổi từ khi đề nghị, nên không duyệt được. ${said('vi')}`,
      `What is left has changed since it was proposed, so it cannot be approved. ${said('en')}`,
    ),
  )
}

/** Refuses a proposal with the reason; who drew it up may take it back so. */
export const refuseYearEnd = command({
  name: 'yearEnd.refuse',
  summary: words(
    'Không duyệt chuyển nguồn, hủy dự toán',
    'Refuse what is proposed to be carried over or cancelled',
  ),
  route: 'POST /budget/year-end/{id}/refusal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Changed,
  may: ['finance', 'leader', 'coordinator'],
  subject: ({ id: decisionId }) => `year_end:${decisionId}`,
  async run({ db, actor, now }, { id: decisionId, reason }) {
    const row = await lockProposed(db, decisionId)
    await db
      .updateTable('yearEndDecision')
      .set({ state: 'refused', refusal: reason, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'refused' as const }
  },
})

/** Which years have money of a plan, the last one first; of the days of each year's end nothing is asked. */
export async function yearsOf(db: Db, planId: number): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    SELECT DISTINCT a.year FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE l.plan_id = ${planId} ORDER BY a.year DESC`.execute(
    db,
  )
  return rows.map((row) => row.year)
}
