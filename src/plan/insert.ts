import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { conflict, explainConstraint, invalid } from '../platform/problem.ts'
import { checkBudget, provincialFunds } from './budget.ts'
import { writeLineSources } from './line-sources.ts'
import { type DueDate, dueDates, type PlanDocument } from './rules.ts'
import { milestonesOf } from './targets.ts'

explainConstraint('plan_number_key', () =>
  conflict(
    'plan.numberTaken',
    words('Đã có kế hoạch mang số này.', 'There is a plan of this number.'),
    'number',
  ),
)

/** The signed text of a plan. */
export interface PlanSource {
  readonly file: string
  readonly sha256: string
  readonly text: string
}

/**
 * Puts a whole plan into the database: identity, signed text, targets, criteria, duties with their dated work, budget.
 * Runs inside the caller's transaction.
 * @param document checked shape; its indicators and agencies must be in their catalogues
 * @returns the plan's id
 * @throws Problem 422 when a sum of its budget does not hold; an Error when it names an unknown indicator, agency or line
 */
export async function insertPlan(
  db: Db,
  document: PlanDocument,
  source: PlanSource,
  state: PlanState,
): Promise<number> {
  checkSums(document)
  const { id: planId } = await db
    .insertInto('plan')
    .values({ ...planColumns(document), ...sourceColumns(source), supportLine: null, state })
    .returning('id')
    .executeTakeFirstOrThrow()
  const firstYear = Number(document.startsOn.slice(0, 4))
  const lastYear = Number(document.endsOn.slice(0, 4))
  await insertTargets(db, planId, document, firstYear, lastYear)
  if (document.criteria.length > 0) {
    await db
      .insertInto('criterion')
      .values(
        document.criteria.map((criterion, place) => ({
          planId,
          ...criterionColumns(criterion, place),
        })),
      )
      .execute()
  }
  await insertDuties(db, planId, document, firstYear, lastYear)
  await insertBudget(db, planId, document)
  const { supportLine } = planColumns(document)
  if (supportLine !== null) {
    await db.updateTable('plan').set({ supportLine }).where('id', '=', planId).execute()
  }
  return planId
}

/** A plan that is being prepared, one that runs, or one whose place another has taken. */
export type PlanState = 'draft' | 'active' | 'replaced'

/** @throws Problem 422 when a sum of the budget does not hold */
export function checkSums({ budget }: PlanDocument): void {
  const wrong = checkBudget(budget)
  if (wrong.length > 0) throw invalid(wrong.map(({ where, words }) => ({ field: `budget.${where}`, words })))
}

/* The rows that a document becomes; an amendment brings rows that are there in step with the same columns. */

export function planColumns(document: PlanDocument) {
  return {
    number: document.number,
    issuedOn: document.issuedOn,
    title: document.title.vi,
    titleEn: document.title.en,
    issuer: document.issuer.vi,
    province: document.province,
    startsOn: document.startsOn,
    endsOn: document.endsOn,
    replaces: document.replaces?.number ?? null,
    supportLine: document.budget.supportLine ?? null,
    budgetSource: document.budget.source ?? provincialFunds,
    document: JSON.stringify(document),
  }
}

export function sourceColumns(source: PlanSource) {
  return { sourceFile: source.file, sourceSha256: source.sha256, sourceText: source.text }
}

export function targetColumns(target: PlanDocument['targets'][number], place: number) {
  const { minimum, maximum, bound, baseValue = null, baseYear = null, baseSource } = target
  return {
    ...{ minimum, maximum, bound },
    baseValue: baseYear === null ? null : baseValue,
    baseYear: baseValue === null ? null : baseYear,
    baseSource: baseValue === null ? null : (baseSource ?? null),
    milestones: JSON.stringify(milestonesOf(target.milestones ?? '') ?? {}),
    ord: place + 1,
  }
}

export function criterionColumns(criterion: PlanDocument['criteria'][number], place: number) {
  const { code, vi, en, bySize } = criterion
  return { code, text: vi, textEn: en, bySize: bySize ?? false, ord: place + 1 }
}

export function dutyColumns(duty: PlanDocument['duties'][number], place: number) {
  return {
    code: duty.code,
    text: duty.vi,
    textEn: duty.en,
    recurrence: duty.recurrence,
    dueYear: duty.dueYear,
    dueMonth: duty.dueMonth,
    dueDay: duty.dueDay,
    dueBefore: duty.dueBefore,
    onRequest: duty.onRequest ?? false,
    ord: place + 1,
  }
}

/** A dated piece of work; its agency is the one that carries the duty of `agencyId` on the day. */
export function itemColumns(due: DueDate, dutyId: number, agencyId: number) {
  return {
    dutyId,
    agencyId: sql<number>`agency_on(${agencyId}, ${due.on}::date)`,
    year: due.year,
    period: due.period,
    dueOn: due.on,
    dueBefore: due.before,
  }
}

export function lineColumns(line: PlanDocument['budget']['lines'][number], place: number) {
  return {
    code: line.code,
    title: line.vi,
    titleEn: line.en,
    quantity: line.quantity?.vi ?? null,
    note: line.note?.vi ?? null,
    total: BigInt(line.total),
    ord: place + 1,
  }
}

function found<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`The plan names ${what} ${key}, which is not there`)
  return value
}

async function insertTargets(
  db: Db,
  planId: number,
  document: PlanDocument,
  firstYear: number,
  lastYear: number,
): Promise<void> {
  const indicators = await db.selectFrom('indicator').select(['id', 'key']).execute()
  const indicatorIds = new Map(indicators.map((row) => [row.key, row.id]))
  const targetIds = new Map<string, number>()
  for (const [place, target] of document.targets.entries()) {
    const row = await db
      .insertInto('target')
      .values({
        planId,
        indicatorId: found(indicatorIds, target.indicator, 'indicator'),
        // a part comes after what it is part of
        parentId: target.parent === null ? null : found(targetIds, target.parent, 'target'),
        firstYear,
        lastYear,
        ...targetColumns(target, place),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    targetIds.set(target.indicator, row.id)
  }
}

async function insertDuties(
  db: Db,
  planId: number,
  document: PlanDocument,
  firstYear: number,
  lastYear: number,
): Promise<void> {
  const agencies = await db.selectFrom('agency').select(['id', 'key']).execute()
  const agencyIds = new Map(agencies.map((row) => [row.key, row.id]))
  const duties = document.duties.flatMap((duty, place) =>
    duty.agencies.map((agency) => ({ duty, place, agencyId: found(agencyIds, agency, 'agency') })),
  )
  if (duties.length === 0) return
  const rows = await db
    .insertInto('duty')
    .values(
      duties.map(({ duty, place, agencyId }) => ({
        planId,
        agencyId,
        ...dutyColumns(duty, place),
      })),
    )
    .returning(['id', 'code', 'agencyId'])
    .execute()
  const dutyIds = new Map(rows.map((row) => [`${row.code}/${row.agencyId}`, row.id]))
  const items = duties.flatMap(({ duty, agencyId }) =>
    dueDates(duty, firstYear, lastYear).map((due) =>
      itemColumns(due, found(dutyIds, `${duty.code}/${agencyId}`, 'duty'), agencyId),
    ),
  )
  if (items.length > 0) await db.insertInto('dutyItem').values(items).execute()
}

async function insertBudget(db: Db, planId: number, { budget }: PlanDocument): Promise<void> {
  const lineIds = new Map<string, number>()
  for (const [place, line] of budget.lines.entries()) {
    const row = await db
      .insertInto('budgetLine')
      .values({
        planId,
        parentId: line.parent === null ? null : found(lineIds, line.parent, 'budget line'),
        ...lineColumns(line, place),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    lineIds.set(line.code, row.id)
    if (budget.years.length === 0) continue
    await db
      .insertInto('budgetLineYear')
      .values(budget.years.map((year) => ({ lineId: row.id, year, estimate: BigInt(line.years[year] ?? 0) })))
      .execute()
  }
  await writeLineSources(db, lineIds, budget)
}
