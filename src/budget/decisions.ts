import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { choice, optionalDong, text, year } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, invalid } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { treasurers } from './commands.ts'
import { type Grid, gridOf, placeIn } from './decision-grid.ts'
import {
  changeFault,
  type DecidedKind,
  decidedKinds,
  formFaults,
  type Given,
  meant,
  sumFaults,
} from './decision-rules.ts'
import { decisionFields } from './fields.ts'
import { type BudgetKey, lockAccounts, lockPlaces, post } from './ledger.ts'
import { ownMoneyRefused } from './own-money.ts'
import { guardYear } from './years.ts'

/*
 * A decision of the competent authority that allocates, shifts or withdraws money: one number, one file, and an entry for each line and
 * source that it names. Who may book an allocation books it, as it was with one line at a time; what another person has to approve is
 * its correction (decision-corrections.ts).
 */

const wholeWords = words(
  'Các số của quyết định không khớp với bút toán của sổ.',
  'The amounts of the decision are not those of its entries in the ledger.',
)
explainConstraint('allocation_decision_whole', () => conflict('budget.decisionNotWhole', wholeWords))
explainConstraint('allocation_shift_sum', () =>
  conflict(
    'budget.shiftSum',
    words(
      'Điều chỉnh giữa các mục: ở mỗi nguồn, số tăng và số giảm phải bằng nhau.',
      'Shift between lines: of each source, what is given and what is taken must be equal.',
    ),
  ),
)

/** The most that one field takes, either way. */
const most = 1_000_000_000_000_000n

/** An entry as it is given. A field of the form that was left empty is none. */
export const entryInput = z.object({
  line: text(20),
  source: text(40),
  amount: optionalDong(-most).describe('đồng; below nought takes money. Empty: no entry'),
})
/** The entries of a decision: many in one input. */
export const entriesInput = z.array(entryInput).max(2_000)

type Entries = z.output<typeof entriesInput>

/** What was filled in, each with its place in the input, in the sense of the kind. */
export const filledIn = (kind: DecidedKind, entries: Entries): Given[] =>
  entries.flatMap(({ line, source, amount }, at) =>
    amount === undefined || amount === 0n ? [] : [{ at, line, source, amount: meant(kind, amount) }],
  )

/** What a decision changes on a line under a source. */
export interface Change {
  readonly at: number | null
  readonly key: BudgetKey
  readonly amount: bigint
}

const nameIn = (grid: Grid) => (source: string) => {
  const found = grid.sources.find(({ key }) => key === source)
  return found === undefined ? words(source, source) : words(found.name, found.nameEn)
}

/** Everything that is wrong with the entries of a decision, as its lines stand now; and what it changes. */
export function judged(
  grid: Grid,
  of: { readonly kind: DecidedKind; readonly overEstimate: boolean; readonly entries: readonly Given[] },
): { faults: FieldProblem[]; changes: Change[] } {
  const faults = formFaults(of.kind, of.entries)
  const changes: Change[] = []
  for (const entry of of.entries) {
    const field = `entries.${entry.at}.amount`
    if (faults.some((fault) => fault.field === field)) continue
    const say = (said: Words) => faults.push({ field, words: said })
    const place = placeIn(grid, entry)
    if ('vi' in place) say(place)
    // What was allocated of it by mistake may still be taken.
    else if (place.source.own && entry.amount > 0n) say(ownMoneyRefused)
    else {
      const fault = changeFault(of.kind, entry.amount, grid.cell(place.line, place.source), of.overEstimate)
      if (fault !== null) say(fault)
      const key = { lineId: place.line.id, year: grid.year, sourceId: place.source.id }
      changes.push({ at: entry.at, key, amount: entry.amount })
    }
  }
  if (of.kind === 'shift') faults.push(...sumFaults(of.entries, nameIn(grid)))
  return { faults, changes }
}

/** What a shift that was withdrawn elsewhere needs: a reason. */
export const reasonNeed = {
  field: 'reason' as const,
  said: words('khi điều chỉnh, thu hồi, giao vượt dự toán', 'of a shift, a withdrawal, or over the estimate'),
  words: words(
    'Điều chỉnh, thu hồi hay giao vượt dự toán phải ghi lý do, văn bản làm căn cứ.',
    'A shift, a withdrawal or an allocation over the estimate must say why, with the document that it rests on.',
  ),
}

/** Writes a decision that is booked, with its entries. @returns its id @throws Problem 409, 422 */
export async function bookDecision(
  context: Context,
  of: {
    readonly planId: number
    readonly kind: DecidedKind
    readonly year: number
    readonly overEstimate: boolean
    readonly documentNumber: string
    readonly documentDate: string
    readonly issuer: string
    readonly subject: string
    readonly reason: string | null
    readonly fileId: number
    readonly entries: readonly Given[]
  },
): Promise<number> {
  const { db, actor, now } = context
  const { entries, ...stored } = of
  const first = judged(await gridOf(db, of.planId, of.year), of)
  if (first.faults.length > 0) throw invalid(first.faults)
  await lockPlaces(
    db,
    first.changes.map(({ key }) => key),
  )
  // Others may have moved the same money since: judged once more, under the lock.
  const { faults, changes } = judged(await gridOf(db, of.planId, of.year), of)
  faults.push(...(await bookedBefore(db, of, changes)))
  if (faults.length > 0) throw invalid(faults)
  const { id: decisionId } = await db
    .insertInto('allocationDecision')
    .values({ ...stored, state: 'booked', proposedBy: actor.userId, proposedAt: now, settledAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await bookEntries(context, { ...of, decisionId }, changes)
  return decisionId
}

/** Keeps what a decision changes, unbooked. */
export async function keepEntries(
  db: Db,
  decisionId: number,
  changes: readonly Change[],
): Promise<{ id: number; change: Change }[]> {
  const kept: { id: number; change: Change }[] = []
  for (const change of changes) {
    const row = await db
      .insertInto('allocationDecisionEntry')
      .values({ decisionId, ...change.key, amount: change.amount })
      .returning('id')
      .executeTakeFirstOrThrow()
    kept.push({ id: row.id, change })
  }
  return kept
}

interface Paper {
  readonly decisionId: number
  readonly year: number
  readonly documentNumber: string
  readonly documentDate: string
  readonly subject: string | null
  readonly reason: string | null
  readonly fileId: number | null
}

/** Books what a decision changes: a ledger entry for each, what gives before what takes. Its places are locked. */
async function bookEntries(context: Context, paper: Paper, changes: readonly Change[]): Promise<void> {
  await bookKept(context, paper, await keepEntries(context.db, paper.decisionId, changes))
}

/** Books entries that are kept. @param by whose correction lets them into a closed year; who acts, if not said */
export async function bookKept(
  context: Context,
  paper: Paper,
  kept: readonly { readonly id: number; readonly change: Change }[],
  by = context.actor.userId,
): Promise<void> {
  const { db } = context
  const { year: budgetYear, documentDate: on, documentNumber, fileId } = paper
  const correction = await guardYear(context, 'allocation', budgetYear, on, 'documentDate', by)
  const voucher = { on, documentNumber, fileId, note: paper.reason ?? paper.subject }
  const ordered = [
    ...kept.filter(({ change }) => change.amount > 0n),
    ...kept.filter(({ change }) => change.amount < 0n),
  ]
  let firstEntry: number | null = null
  for (const { id: decidedBy, change } of ordered) {
    const { key, amount } = change
    const kind = amount > 0n ? ('allocation' as const) : ('withdrawal' as const)
    const entry = {
      kind,
      key,
      commitmentId: null,
      amount: amount > 0n ? amount : -amount,
      voucher,
      decidedBy,
    }
    const entryId = await post(db, entry, await lockAccounts(db, entry))
    firstEntry ??= entryId
  }
  if (correction !== null)
    await db
      .updateTable('budgetCorrection')
      .set({ entryId: firstEntry })
      .where('id', '=', correction.id)
      .execute()
}

/** The same paper twice: a decision of this kind, number and day that gave the same line the same amount already. */
async function bookedBefore(
  db: Db,
  of: {
    readonly planId: number
    readonly kind: DecidedKind
    readonly year: number
    readonly documentNumber: string
    readonly documentDate: string
  },
  changes: readonly Change[],
): Promise<FieldProblem[]> {
  const rows = await db
    .selectFrom('allocationDecision as d')
    .innerJoin('allocationDecisionEntry as r', 'r.decisionId', 'd.id')
    .select(['d.documentNumber', 'r.lineId', 'r.sourceId', 'r.amount'])
    .where('d.planId', '=', of.planId)
    .where('d.kind', '=', of.kind)
    .where('d.year', '=', of.year)
    .where('d.documentDate', '=', of.documentDate)
    .execute()
  const same = rows.some(
    (row) =>
      fold(row.documentNumber) === fold(of.documentNumber) &&
      changes.some(
        ({ key, amount }) =>
          key.lineId === row.lineId && key.sourceId === row.sourceId && amount === row.amount,
      ),
  )
  if (!same) return []
  return [
    {
      field: 'documentNumber',
      words: words(
        'Quyết định cùng số, ngày này đã ghi số tiền ấy cho một mục trong đây; xin xem danh sách quyết định, nếu sai thì đính chính quyết định đã ghi.',
        'A decision of this number and day has given one of these lines the same amount already; see the list of decisions, and correct that one where it is wrong.',
      ),
    },
  ]
}

const { overEstimate, ...paper } = decisionFields.input

/** Books a decision with all of its entries, or none of them. */
export const decide = command({
  name: 'budget.decide',
  summary: words('Ghi quyết định về dự toán', 'Record a decision on the budget'),
  route: 'POST /budget/decisions',
  input: z.object({
    kind: choice(decidedKinds.keys as ['allocation', 'shift', 'withdrawal']),
    year: year(),
    ...paper,
    overEstimate,
    entries: entriesInput,
  }),
  output: z.object({ id: z.int() }),
  may: treasurers,
  needs: [
    {
      ...reasonNeed,
      of: ['kind', 'overEstimate'],
      when: (input) => input.kind !== 'allocation' || input.overEstimate,
    },
  ],
  rules: [
    notAhead('documentDate'),
    {
      of: ['year', 'documentDate'],
      check: (input, context) =>
        guardYear(context, 'allocation', input.year, input.documentDate, 'documentDate'),
    },
    {
      of: ['kind', 'year', 'overEstimate', 'entries'],
      judge: async (input, context) => {
        const { id: planId } = await activePlan(context)
        const grid = await gridOf(context.db, planId, input.year)
        return judged(grid, { ...input, entries: filledIn(input.kind, input.entries) }).faults
      },
    },
  ],
  subject: (_input, output) => `allocation_decision:${output.id}`,
  async run(context, input) {
    const { id: planId } = await activePlan(context)
    const { id: fileId } = await evidence(context, input.fileId)
    const { entries, reason = null, ...rest } = input
    return {
      id: await bookDecision(context, {
        ...{ ...rest, planId, fileId, reason },
        entries: filledIn(input.kind, entries),
      }),
    }
  },
})
