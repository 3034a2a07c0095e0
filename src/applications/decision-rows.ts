import { sql } from 'kysely'
import { z } from 'zod'
import { position } from '../budget/index.ts'
import { fedBy } from '../calls/index.ts'
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
    .select([
      'a.planId',
      'a.callId',
      'a.contentId',
      'a.filedOn',
      'a.enterpriseId',
      'e.name as enterprise',
      'e.taxCode',
    ])
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

export const TaskSum = z.object({
  taskId: z.int(),
  task: z.string(),
  content: z.string(),
  applications: z.int(),
  /** Not drawn yet by turns. */
  free: dongOut(),
  taken: dongOut(),
  /** Below nought: so much is missing. */
  left: dongOut(),
})
export type TaskSum = z.infer<typeof TaskSum>

/** What the granted applications take of the lines of the budget and of the contents of tasks, each beside what is there. */
export async function moneyOfDecision(db: Db, granted: readonly DecisionApplication[]) {
  const fed = await fedBy(db, granted)
  const tasks = new Map<number, TaskSum>()
  for (const { id, amount } of granted) {
    const content = fed.get(id)
    if (content === undefined || amount === null) continue
    const { contentId, taskId, task, content: title, left: free } = content
    const before = tasks.get(contentId) ?? { applications: 0, taken: 0n }
    const taken = before.taken + amount
    tasks.set(contentId, {
      ...{ taskId, task, content: title, applications: before.applications + 1, free, taken },
      left: free - taken,
    })
  }
  // what the contract of a task commits is committed there alone
  const lines = await lineSums(
    db,
    granted.filter(({ id }) => fed.get(id)?.byContract !== true),
  )
  return { lines, tasks: [...tasks.values()] }
}

/** What the granted applications take of each line, beside what the line has. */
async function lineSums(db: Db, granted: readonly DecisionApplication[]): Promise<LineSum[]> {
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
