import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { type Accounts, type Entry, post } from './ledger.ts'
import type { EntryKind } from './rules.ts'
import { type Cutoff, type CutoffKind, lastBudgetDay, wrongBudgetDay } from './year-rules.ts'

explainConstraint('ledger_year_closed', () =>
  conflict(
    'budget.yearClosed',
    words(
      'Năm ngân sách đã khóa sổ. Chỉ ghi được khi có điều chỉnh đã được người khác duyệt.',
      'The budget year is closed. It takes a booking only with a correction that another person has approved.',
    ),
  ),
)
explainConstraint('ledger_cut_off', () =>
  conflict(
    'budget.cutOff',
    words(
      'Đã quá ngày mà năm ngân sách còn nhận chứng từ này (xem Mốc ngày của năm ngân sách). Sau ngày đó cần điều chỉnh được duyệt.',
      'The day is past on which the budget year takes such a voucher (see the days of a budget year). Later ones need an approved correction.',
    ),
  ),
)

/** The days of a budget year, the first one first; none where no source for them has been entered. */
export async function cutoffsOf(db: Db, year: number): Promise<Cutoff[]> {
  const { rows } = await sql<{ kind: CutoffKind; onDay: string; bars: string[]; article: string }>`
    SELECT kind, on_day, bars, article FROM budget_cutoffs(${year}) ORDER BY on_day, id`.execute(db)
  return rows.map(({ onDay, ...row }) => ({ ...row, on: onDay }))
}

/** How a budget year stands for work that is recorded after it. */
export interface PastBudgetYear {
  /** The last day of its adjusting period. */
  readonly lastDay: string
  /** The document that closed it; null while it is open. */
  readonly closedBy: string | null
  /** Whether an approved correction waits that lets one more booking into it. */
  readonly corrected: boolean
}

/** How a budget year stands: until when its papers are taken, and whether it is closed. */
export async function pastBudgetYear(db: Db, year: number): Promise<PastBudgetYear> {
  const closing = await db
    .selectFrom('budgetClosing as c')
    .select('c.documentNumber')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('budgetCorrection as k')
            .select('k.id')
            .whereRef('k.year', '=', 'c.year')
            .where('k.approvedAt', 'is not', null)
            .where('k.entryId', 'is', null),
        )
        .$castTo<boolean>()
        .as('corrected'),
    )
    .where('c.year', '=', year)
    .executeTakeFirst()
  return {
    lastDay: lastBudgetDay(year, await cutoffsOf(db, year)),
    closedBy: closing?.documentNumber ?? null,
    corrected: closing?.corrected ?? false,
  }
}

/** An approved correction that the booking under way uses up; null for a year that is open. */
export type Correction = { readonly id: number } | null

/**
 * Holds a booking against its budget year: its day must be the year's, and a closed year takes nothing but what an approved
 * correction of this account lets in (and then whatever its day).
 * @param field the input that the day stands in
 * @param by the account whose correction it is: who acts, or who drew up what is released
 * @returns the correction that lets it in; null for a year that is open
 * @throws Problem 422 for a day that is not the year's, 409 `budget.yearClosed`
 */
export async function guardYear(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  kind: EntryKind,
  year: number,
  on: string,
  field: string,
  by = actor.userId,
): Promise<Correction> {
  const closing = await db
    .selectFrom('budgetClosing')
    .select(['documentNumber'])
    .where('year', '=', year)
    .executeTakeFirst()
  const wrong = wrongBudgetDay(kind, year, on, await cutoffsOf(db, year))
  if (closing === undefined && wrong === null) return null
  const correction = await db
    .selectFrom('budgetCorrection')
    .select('id')
    .where('year', '=', year)
    .where('entryId', 'is', null)
    .where('approvedAt', 'is not', null)
    .where('proposedBy', '=', by)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (correction !== undefined) return correction
  if (closing === undefined && wrong !== null) throw invalidField(field, wrong)
  throw conflict(
    'budget.yearClosed',
    words(
      `Năm ngân sách ${year} đã khóa sổ (${closing?.documentNumber}). Chỉ ghi được khi có điều chỉnh đã được người khác duyệt.`,
      `The budget year ${year} is closed (${closing?.documentNumber}). It takes a booking only with a correction that another person has approved.`,
    ),
  )
}

/**
 * Posts an entry into its budget year, if the year takes it.
 * @param accounts locked for this entry
 * @param field the input that its day stands in
 * @param by whose correction lets it into a closed year; who acts, if not said
 * @returns the entry's id
 * @throws Problem 422 for a day that is not the year's, 409 `budget.yearClosed`, `budget.notEnough`
 */
export async function bookInYear(
  context: Pick<Context, 'db' | 'actor'>,
  entry: Entry,
  accounts: Accounts,
  field: string,
  by = context.actor.userId,
): Promise<number> {
  const correction = await guardYear(context, entry.kind, entry.key.year, entry.voucher.on, field, by)
  const alone = entry.alone ?? { overEstimate: false, by: context.actor.userId }
  const entryId = await post(context.db, { ...entry, alone }, accounts)
  if (correction !== null)
    await context.db
      .updateTable('budgetCorrection')
      .set({ entryId })
      .where('id', '=', correction.id)
      .execute()
  return entryId
}
