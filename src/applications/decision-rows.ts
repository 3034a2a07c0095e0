import { sql } from 'kysely'
import { z } from 'zod'
import { position } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { states } from '../platform/states.ts'
import { takenByLine } from './decision-sums.ts'
import { applicationStates } from './states.ts'

/* The applications of one decision as they stand before it, and the lines of the budget that it takes money of. */

/** What a decision says of an application of its list. */
export const decisionOutcomes = states({
  accept: { vi: 'Hỗ trợ', en: 'Support', tone: 'success' },
  refuse: { vi: 'Không hỗ trợ', en: 'Refuse', tone: 'error' },
})

/** The applications of these numbers that the actor reads, by their numbers. */
export async function decisionRows({ db, actor }: Pick<Context, 'db' | 'actor'>, ids: readonly number[]) {
  return db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .innerJoin('plan as p', 'p.id', 'a.planId')
    .select(['a.id', 'a.version', 'a.state', 'a.year', 'a.requested', 'a.appraisedAmount as amount'])
    .select(['a.planId', 'a.filedOn', 'a.enterpriseId', 'e.name as enterprise', 'e.taxCode'])
    .select(['c.name as content', 'c.nameEn as contentEn'])
    .select(['p.supportLine as lineCode', 'p.budgetSource as sourceKey', 'p.number as plan'])
    .where('a.id', '=', sql<number>`ANY(${[...ids]})`)
    .where(readableBy(actor, 'a.enterpriseId'))
    .orderBy('a.id')
    .execute()
}
export type DecisionApplication = Awaited<ReturnType<typeof decisionRows>>[number]

/** Whether a decision could be taken on it: it is appraised or waits, or a council has not passed it. */
export const isDecidable = ({ state }: Pick<DecisionApplication, 'state'>) =>
  applicationStates.is(state) && (state === 'appraised' || state === 'waiting' || state === 'checked')

/** A name in both languages. */
export const Said = z.object({ vi: z.string(), en: z.string() })
export const LineSum = z.object({
  plan: z.string(),
  year: z.int(),
  lineCode: z.string(),
  line: Said,
  source: Said,
  applications: z.int(),
  /** Not committed yet. */
  free: dongOut(),
  taken: dongOut(),
  /** Below nought: so much is missing. */
  left: dongOut(),
})
export type LineSum = z.infer<typeof LineSum>

/** What the granted applications take of each line, beside what the line has. */
export async function lineSums(db: Db, granted: readonly DecisionApplication[]): Promise<LineSum[]> {
  const taken = takenByLine(
    granted.flatMap((row) => (row.amount === null ? [] : [{ ...row, amount: row.amount }])),
  )
  return Promise.all(
    taken.map(async ({ planId, year, lineCode, sourceKey, applications, amount }) => {
      const { remaining } = await position(db, { planId, year, lineCode, sourceKey })
      const named = await db
        .selectFrom('budgetLine as l')
        .innerJoin('plan as p', 'p.id', 'l.planId')
        .innerJoin('fundingSource as s', (join) => join.on('s.key', '=', sourceKey))
        .select(['p.number as plan', 'l.title', 'l.titleEn', 's.name', 's.nameEn'])
        .where('l.planId', '=', planId)
        .where('l.code', '=', lineCode)
        .executeTakeFirstOrThrow()
      return {
        ...{ plan: named.plan, year, lineCode, applications },
        line: { vi: named.title, en: named.titleEn },
        source: { vi: named.name, en: named.nameEn },
        ...{ free: remaining, taken: amount, left: remaining - amount },
      }
    }),
  )
}
