import { activePlan, PlanDocument } from '../plan/index.ts'
import type { Context } from '../platform/operation.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import { acceptDraft } from './accept.ts'
import { createDraft } from './commands.ts'
import type { DraftDocument } from './draft.ts'

/** What is made up of a plan of a test; the rest is Plan 181's, moved to its years. */
export interface MadeUp {
  readonly number: string
  readonly province: string
  readonly firstYear: number
  readonly lastYear: number
  readonly issuedOn: string
  /** Changes a criterion's words. */
  readonly criterion?: (text: string) => string
}

/** A made-up plan: Plan 181 under another number, province and period. */
export async function madeUpDocument({ system }: TestSystem, made: MadeUp): Promise<PlanDocument> {
  const { id } = await activePlan({ db: system.db, planId: null })
  const row = await system.db
    .selectFrom('plan')
    .select('document')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const base = PlanDocument.parse(row.document)
  const first = Number(base.startsOn.slice(0, 4))
  const moved = made.firstYear - first
  const byYear = (amounts: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(amounts).map(([year, amount]) => [String(Number(year) + moved), amount]),
    )
  const { criterion = (text: string) => text } = made
  return {
    ...base,
    number: made.number,
    issuedOn: made.issuedOn,
    province: made.province,
    title: {
      vi: `Hỗ trợ doanh nghiệp giai đoạn ${made.firstYear} - ${made.lastYear}`,
      en: `Support to enterprises ${made.firstYear}-${made.lastYear}`,
    },
    startsOn: `${made.firstYear}-01-01`,
    endsOn: `${made.lastYear}-12-31`,
    replaces: null,
    criteria: base.criteria.map((one) => ({ ...one, vi: criterion(one.vi) })),
    duties: base.duties.map((duty) => ({
      ...duty,
      dueYear: duty.dueYear === null ? null : duty.dueYear + moved,
    })),
    budget: {
      ...base.budget,
      years: base.budget.years.map((year) => year + moved),
      yearTotals: byYear(base.budget.yearTotals),
      lines: base.budget.lines.map((line) => ({ ...line, years: byYear(line.years) })),
    },
  }
}

/** Accepts a made-up plan. @param accept what the form of acceptance says beside it @returns its id */
export async function acceptMadeUp(
  test: TestSystem,
  someone: Someone,
  made: MadeUp,
  accept: Record<string, unknown> = {},
): Promise<number> {
  const document = await madeUpDocument(test, made)
  const context = { db: test.system.db, actor: someone.actor } as Context
  const id = await createDraft(context, {
    kind: 'document',
    planId: null,
    label: made.number,
    document: document as DraftDocument,
  })
  const fileId = await test.evidence(`${made.number.replace('/', '-')}.pdf`)
  const { planId } = await someone.run(acceptDraft, { id, version: 1, fileId, ...accept })
  return planId
}
