import { sql } from 'kysely'
import { z } from 'zod'
import { choosesAmongFacts, factKinds, recordFact, retractFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { conflict, type Problem } from '../platform/problem.ts'
import { knownPlan, otherPlans } from './queries.ts'
import { pastYears } from './rules.ts'

/* Results of years in which the programme ran without this program: which can be recorded, and how one is written. */

/**
 * The years of a plan whose results are entered: of a replaced plan those that no later plan counts, of one in force those before the
 * installation's first day.
 * @throws Problem 404 when there is no such plan
 */
export async function yearsToEnter(db: Db, planId: number, today: string) {
  const plan = await knownPlan(db, planId)
  const years = pastYears(plan, await otherPlans(db, plan), Number(today.slice(0, 4)))
  if (plan.state === 'replaced') return { plan, years }
  const begun = await db.selectFrom('installation').select('firstDay').executeTakeFirst()
  const first = begun?.firstDay ?? null
  return { plan, years: years.filter((year) => first !== null && `${year}-12-31` < first) }
}

/** A plan that runs and began with the program: nothing of it is entered. */
export const planRuns = (): Problem =>
  conflict('results.planRuns', {
    vi: 'Kế hoạch này đang thực hiện: kết quả được đếm từ hồ sơ (hội nghị, lượt hỗ trợ, chứng nhận), không nhập số.',
    en: 'This plan runs: its results are counted from records (events, support turns, certificates), not entered.',
  })

/** What is wrong with a year that is not among those to be entered. */
export const notYear = (years: readonly number[]) =>
  words(
    `Chỉ ghi được kết quả các năm ${years.join(', ') || '(không còn năm nào)'}; năm khác thuộc kế hoạch khác hoặc chưa hết.`,
    `Only ${years.join(', ') || 'no year'} can be recorded; other years belong to another plan or have not ended.`,
  )

/** An indicator that can take a past result. `counted`: its facts are those of every record of its kind. */
export interface PastIndicator {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly factKinds: readonly string[]
  readonly way: string
  readonly counted: boolean
}

/** The indicators of the catalogue, with the way in which each is counted. */
export async function pastIndicators(db: Db): Promise<PastIndicator[]> {
  return db
    .selectFrom('indicator')
    .select(['id', 'key', 'name', 'nameEn', 'factKinds', 'way'])
    .select(sql<boolean>`way = 'counted' AND NOT ${choosesAmongFacts('indicator')}`.as('counted'))
    .orderBy('ord')
    .execute()
}

/**
 * The years in which records that were taken over from sheets count for a plan, with the kind of fact: a figure of an old report for the
 * same would count them twice. Keys `kind/year`.
 */
export async function takenOverYears(db: Db, planId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('fact as f')
    .innerJoin('takeoverRecord as r', (join) =>
      join.onRef('r.recordId', '=', 'f.recordId').onRef('r.recordType', '=', 'f.recordType'),
    )
    .select(['f.kind', 'f.year'])
    .distinct()
    .where('f.planId', '=', planId)
    .where('f.retractedAt', 'is', null)
    .execute()
  return new Set(rows.map(({ kind, year }) => `${kind}/${year}`))
}

/** Whether records that were taken over count for the indicator in this year already. */
export const isTakenOver = (taken: ReadonlySet<string>, { factKinds }: PastIndicator, year: number) =>
  factKinds.some((kind) => taken.has(`${kind}/${year}`))

export const takenOverWords = words(
  'Năm này đã có bản ghi tiếp nhận được tính cho chỉ tiêu; ghi thêm số của báo cáo cũ thì tính hai lần.',
  'Records taken over count for this indicator in that year; a figure of an old report would count them twice.',
)

export const computedWords = words(
  'Chỉ số này được tính từ số khác; xin ghi các số đó.',
  'This indicator is computed from others; please record those.',
)

export const zeroWords = words(
  'Số 0 chỉ ghi khi báo cáo cũ nêu như vậy; xin ghi số báo cáo.',
  'Zero is recorded only where an old report says so; please give its number.',
)

/** A result as an old report has it. */
export interface PastResult {
  readonly year: number
  /** Zero is a result that was reported; it counts for nothing. */
  readonly quantity: number
  /** đồng of the provincial budget paid for it. */
  readonly amount?: bigint | undefined
  readonly contentId?: number | undefined
  readonly label: string
  /** The paper that it stands in. */
  readonly paperNumber?: string | undefined
  readonly paperOn?: string | undefined
  readonly fileId: number
}

/** Writes a past result and the fact that counts it. Runs inside the caller's transaction. @returns its id */
export async function writePast(
  db: Db,
  planId: number,
  indicator: PastIndicator,
  result: PastResult,
): Promise<number> {
  const { id } = await db
    .insertInto('pastResult')
    .values({ ...result, planId, indicatorId: indicator.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  await countPast(db, planId, indicator, { ...result, id })
  return id
}

/** The fact that counts a past result; a reported zero counts for nothing. */
export async function countPast(
  db: Db,
  planId: number,
  indicator: PastIndicator,
  result: PastResult & { readonly id: number },
): Promise<void> {
  if (result.quantity === 0) return
  const { id } = result
  await recordFact(db, {
    planId,
    // An old report's figure of an indicator that chooses among records counts for that indicator alone.
    kind: indicator.counted ? z.enum(factKinds).parse(indicator.factKinds[0]) : 'value.entered',
    year: result.year,
    occurredOn: `${result.year}-12-31`,
    quantity: result.quantity,
    subject: indicator.counted ? `past_result:${id}` : `indicator:${indicator.id}`,
    recordType: 'past_result',
    recordId: id,
    label: `${result.label}${paperMark(result)}`,
    fileId: result.fileId,
  })
}

/** Takes the fact of a past result back, if there is one: a reported zero has none. */
export async function retractPastFact(db: Db, id: number, reason: string): Promise<void> {
  const fact = await db
    .selectFrom('fact')
    .select('kind')
    .where('recordType', '=', 'past_result')
    .where('recordId', '=', id)
    .where('retractedAt', 'is', null)
    .executeTakeFirst()
  if (fact === undefined) return
  const kind = z.enum(factKinds).parse(fact.kind)
  await retractFact(db, { kind, recordType: 'past_result', recordId: id, reason })
}

/** ` (theo báo cáo cũ số 12/BC ngày 20/11/2022)`; nothing where no paper is named. */
function paperMark({ paperNumber, paperOn }: Pick<PastResult, 'paperNumber' | 'paperOn'>): string {
  if (paperNumber === undefined) return ''
  return ` (theo báo cáo cũ số ${paperNumber}${paperOn === undefined ? '' : ` ngày ${formatDate(paperOn)}`})`
}
