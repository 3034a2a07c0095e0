import { sql } from 'kysely'
import { insideProvince, provinceMergers } from '../agencies/index.ts'
import { position } from '../budget/index.ts'
import { beforeOwnCouncil } from '../councils/index.ts'
import { heldAgainstNorms, type NormVerdict } from '../norms/index.ts'
import { planArticles } from '../plan/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { ofMatter } from '../platform/matters.ts'
import { conflict, notFound, type Problem } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { earlierTurns } from '../support/index.ts'
import { formsOf } from './forms.ts'
import type { Contender, Criterion } from './ranking.ts'
import { type Finding, findings } from './rules.ts'
import { rankedStates } from './states.ts'

/**
 * The budget line and the source that a plan's support is paid from, as the plan names them.
 * @throws Problem 409 when the plan names no such line: it takes no applications
 */
export function supportMoney(plan: { supportLine: string | null; budgetSource: string }) {
  const { supportLine: lineCode, budgetSource: sourceKey } = plan
  if (lineCode === null) throw conflict('applications.closed', closed)
  return { lineCode, sourceKey }
}

export const closed: Words = words(
  'Kế hoạch này không có mục kinh phí hỗ trợ doanh nghiệp nên không nhận và không quyết định hồ sơ đề nghị hỗ trợ.',
  'This plan has no budget line for the support of enterprises, so applications are neither taken nor decided.',
)

/** What is left to commit to support in a year, in đồng; null when the plan takes no applications. */
export async function supportLeft(
  db: Db,
  plan: { supportLine: string | null; budgetSource: string },
  planId: number,
  year: number,
): Promise<bigint | null> {
  if (plan.supportLine === null) return null
  return (await position(db, { planId, year, ...supportMoney(plan) })).remaining
}

const noApplication = (): Problem => notFound(words('hồ sơ', 'Application'))

/**
 * An application with what its rules look at. An enterprise finds its own only.
 * @param lock holds the row until the transaction ends, so that two actions on one application come one after the other
 * @throws Problem 404
 */
export async function readApplication(db: Db, actor: Actor, id: number, lock: boolean) {
  const select = db
    .selectFrom('application as a')
    .innerJoin('plan as p', 'p.id', 'a.planId')
    // one that was moved may keep the conditions of the plan that it was filed under
    .innerJoin('plan as rp', (join) =>
      join.on('rp.id', '=', sql<number>`coalesce(a.rules_plan_id, a.plan_id)`),
    )
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .selectAll('a')
    .select([
      'p.number as planNumber',
      'p.startsOn as planStartsOn',
      'rp.id as conditionsPlanId',
      'rp.number as conditionsPlanNumber',
      'rp.province as conditionsProvince',
      'rp.startsOn as conditionsSince',
      'p.endsOn as planEndsOn',
      'p.supportLine',
      'p.budgetSource',
      'e.name as enterpriseName',
      'e.taxCode',
      'e.state as enterpriseState',
      'e.foundedOn',
      'e.legalForm',
      'e.sectorGroup',
      'u.name as unitName',
      'u.province as unitProvince',
      'u.formerProvince as unitFormerProvince',
      'u.validFrom as unitValidFrom',
      'c.key as contentKey',
      'c.name as contentName',
      'c.nameEn as contentNameEn',
      'c.kind as contentKind',
      'c.active as contentActive',
      'c.source as contentSource',
    ])
    .where('a.id', '=', id)
    .where((or) =>
      or.or([
        readableBy(actor, 'a.enterpriseId'),
        ofMatter(actor, 'application', 'a.id'),
        beforeOwnCouncil(actor, 'application', 'a.id'),
      ]),
    )
  const row = await (lock ? select.forUpdate('a') : select).executeTakeFirst()
  if (row === undefined) throw noApplication()
  return row
}

export type ApplicationRecord = Awaited<ReturnType<typeof readApplication>>

/**
 * Holds the application against every condition, with the register, the turns and the norms as they are now.
 * @param norms what `normsOf` said of its amount, where the caller has asked already
 */
export async function findingsOf(
  db: Db,
  record: ApplicationRecord,
  norms?: readonly NormVerdict[],
): Promise<Finding[]> {
  const earlier = await earlierTurns(db, {
    planId: record.planId,
    enterpriseId: record.enterpriseId,
    contentId: record.contentId,
    exceptApplicationId: record.id,
  })
  return findings({
    plan: {
      number: record.conditionsPlanNumber,
      province: record.conditionsProvince,
      articles: await planArticles(db, record.conditionsPlanId),
      firstYear: yearOf(record.planStartsOn),
      lastYear: yearOf(record.planEndsOn),
      forms: await formsOf(db, record.conditionsPlanId),
    },
    enterprise: {
      legalForm: record.legalForm,
      state: record.enterpriseState,
      province: record.unitProvince,
      unit: record.unitName,
      formerProvince: record.unitFormerProvince,
      inside: insideProvince(
        {
          province: record.unitProvince,
          validFrom: record.unitValidFrom,
          formerProvince: record.unitFormerProvince,
        },
        { province: record.conditionsProvince, since: record.conditionsSince },
        record.filedOn,
        await provinceMergers(db),
      ),
      foundedOn: record.foundedOn,
    },
    content: {
      name: record.contentName,
      nameEn: record.contentNameEn,
      kind: record.contentKind,
      active: record.contentActive,
      source: record.contentSource,
    },
    year: record.year,
    filedOn: record.filedOn,
    requested: record.requested,
    ownFunds: record.ownFunds,
    elsewhere: { amount: record.otherSupport, from: record.otherSupportFrom },
    earlier,
    amount: amountOf(record),
    norms: norms ?? (await normsOf(db, record, amountOf(record))),
  })
}

/** The state money that is looked at: what was appraised, before that what was asked for. */
export const amountOf = ({ appraisedAmount, requested }: ApplicationRecord) => appraisedAmount ?? requested

/**
 * The norms of the application's content, day of filing and place, each held against an amount.
 * @param amount state money, in đồng
 * @param units how many certificates, products, persons … it is for; as the last appraisal said if left out
 */
export async function normsOf(
  db: Db,
  record: ApplicationRecord,
  amount: bigint,
  units: number = record.normUnits,
): Promise<NormVerdict[]> {
  const size = await db
    .selectFrom('enterpriseYear')
    .select('sizeClass')
    .where('enterpriseId', '=', record.enterpriseId)
    .orderBy('year', 'desc')
    .limit(1)
    .executeTakeFirst()
  return normsOfCase(
    db,
    {
      ...record,
      province: record.unitProvince,
      validFrom: record.unitValidFrom,
      formerProvince: record.unitFormerProvince,
    },
    { day: record.filedOn, sizeClass: size?.sizeClass, amount, units },
  )
}

interface NormedCase {
  /** null: it is not filed yet. */
  readonly id: number | null
  readonly enterpriseId: number
  readonly contentId: number
  readonly year: number
  readonly requested: bigint | null
  readonly ownFunds: bigint | null
  readonly otherSupport: bigint | null
  readonly sectorGroup: string
  readonly province: string
  readonly validFrom: string | null
  readonly formerProvince: string | null
}

/** The same of an application that is filed or still being written. */
export async function normsOfCase(
  db: Db,
  of: NormedCase,
  given: {
    readonly day: string
    readonly sizeClass: Parameters<typeof heldAgainstNorms>[2]['sizeClass'] | undefined
    readonly amount: bigint
    readonly units?: number
  },
): Promise<NormVerdict[]> {
  const { rows } = await sql<{ contentId: number; year: number; amount: bigint }>`
    SELECT t.content_id AS "contentId", t.year, coalesce(a.appraised_amount, 0)::bigint AS amount
      FROM support_turn t JOIN application a ON a.id = t.application_id
     WHERE t.enterprise_id = ${of.enterpriseId}
       AND t.application_id IS DISTINCT FROM ${of.id}::int AND t.state <> 'cancelled'`.execute(db)
  const { province, validFrom, formerProvince, contentId, year, sectorGroup } = of
  return heldAgainstNorms(
    db,
    { contentId, day: given.day, unit: { province, validFrom, formerProvince } },
    {
      ...{ contentId, amount: given.amount, units: given.units ?? 1, year, earlier: rows, sectorGroup },
      cost: (of.requested ?? 0n) + (of.ownFunds ?? 0n),
      elsewhere: of.otherSupport ?? 0n,
      sizeClass: given.sizeClass ?? 'unknown',
    },
  )
}

/** The plan's criteria in their order of priority. */
export async function criteriaOfPlan(db: Db, planId: number): Promise<Criterion[]> {
  return db
    .selectFrom('criterion')
    .select(['code', 'text', 'textEn'])
    .where('planId', '=', planId)
    .orderBy('ord')
    .execute()
}

/** How often an application (`a`) was filed. */
export const roundKey = sql<number>`(SELECT max(r.round) FROM application_filing r WHERE r.application_id = a.id)`

/** A moment as text whose order is the order of time. */
export const filedKey = sql<string>`to_char(a.filed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`

/** A contender with what the ranked list shows of it. */
export interface ContenderRow extends Contender {
  readonly enterpriseId: number
  readonly enterprise: string
  readonly content: string
  readonly contentEn: string
  readonly state: string
  readonly filedOn: string
  readonly requested: bigint
  readonly appraised: bigint | null
  /** The contract of the task that its call feeds pays: it takes nothing of the line. */
  readonly byTask: boolean
}

/** Whether the contract of a task pays the application `a`: as `fedBy` of calls, in SQL. */
export const byTask = sql<boolean>`EXISTS (SELECT FROM call_content k JOIN science_task_content c ON c.id = k.task_content_id
  JOIN science_task t ON t.id = c.task_id
 WHERE k.call_id = a.call_id AND k.content_id = a.content_id AND t.plan_id = a.plan_id AND c.committed_by = 'contract')`

/** The applications in line for a year's money, unordered, each with the criteria that its enterprise meets today. */
export async function contendersOf(
  db: Db,
  planId: number,
  year: number,
  day: string,
): Promise<ContenderRow[]> {
  return db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select([
      'a.id',
      'a.enterpriseId',
      'e.name as enterprise',
      'c.name as content',
      'c.nameEn as contentEn',
      'a.state',
      'a.filedOn',
      'a.requested',
      'a.appraisedAmount as appraised',
    ])
    .select([filedKey.as('filedAt'), metCodes(day).as('met'), byTask.as('byTask')])
    .where('a.planId', '=', planId)
    .where('a.year', '=', year)
    .where('a.state', 'in', rankedStates)
    .execute()
}

/**
 * Whether the enterprise of `a` meets the criterion `k` on a day: `criteriaOf` of the register as a set. Small and medium follows from the
 * latest yearly figures; a criterion with a rule counts by what is proven; every other one once the coordinator has confirmed it.
 */
const criterionMet = (day: string) => sql<boolean>`CASE WHEN k.by_size THEN coalesce((
    SELECT NOT y.size_explanation -> 'possible' @> '["large"]' FROM enterprise_year y
     WHERE y.enterprise_id = a.enterprise_id ORDER BY y.year DESC LIMIT 1), false)
  WHEN k.id IN (SELECT l.criterion_id FROM criterion_line l JOIN criterion_rule r ON r.criterion_id = l.answered_id
                 WHERE ${day} BETWEEN r.valid_from AND coalesce(r.valid_to, 'infinity'))
    THEN coalesce((SELECT p.met FROM criterion_proof_on(k.id, a.enterprise_id, ${day}) p), false)
  ELSE coalesce((SELECT m.met AND m.confirmed FROM criterion_line l
                   JOIN enterprise_criterion m ON m.criterion_id = l.answered_id
                  WHERE l.criterion_id = k.id AND m.enterprise_id = a.enterprise_id
                  ORDER BY l.distance, m.recorded_on DESC LIMIT 1), false) END`

/** Codes of the criteria that the enterprise of `a` meets on a day. */
export const metCodes = (day: string) => sql<string[]>`coalesce((
  SELECT array_agg(k.code) FROM criterion k WHERE k.plan_id = a.plan_id AND ${criterionMet(day)}), '{}')`

/** The order of priority as one text: a nought for each criterion met, then the filing time. Smallest goes first. */
export const rankKey = (day: string) => sql<string>`(coalesce((
  SELECT string_agg(CASE WHEN ${criterionMet(day)} THEN '0' ELSE '1' END, '' ORDER BY k.ord)
    FROM criterion k WHERE k.plan_id = a.plan_id), '') || ' ' || ${filedKey}) COLLATE "C"`
