import { sql } from 'kysely'
import { z } from 'zod'
import { coordinatorOn } from '../agencies/index.ts'
import { applicationStates, openStates } from '../applications/index.ts'
import { OwnSums, ownFundsOf, taskFundsOf } from '../budget/index.ts'
import { openDuties } from '../duties/index.ts'
import { activePlan, isLate, ofPlans, type Plan, plansWanted } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays } from '../platform/dates.ts'
import { dongOut, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import {
  budgetTotal,
  ProgressBudget,
  ProgressTarget,
  readableObstacles,
  readProgress,
  reportingPlans,
  reportStates,
  reportsDue,
} from '../reports/index.ts'
import { certificateKinds } from '../support/index.ts'
import { newsWords } from './news.ts'

export const WordsShape = z.object({ vi: z.string(), en: z.string() })
export const PlanShape = z.object({
  id: z.int(),
  number: z.string(),
  title: z.string(),
  titleEn: z.string(),
  issuedOn: z.iso.date(),
  province: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  budgetSource: z.string(),
  /** That source as a sentence names it. */
  estimateSource: z.object({ vi: z.string(), en: z.string() }),
})
const Total = z.object({
  estimate: dongOut(),
  allocated: dongOut(),
  committed: dongOut(),
  disbursed: dongOut(),
  remaining: dongOut(),
})
const progressShape = {
  plan: PlanShape,
  /** Results count up to this year: the plan's last, or this year before it. */
  year: z.int(),
  /** The year of the budget figures; null: all years of the plan. */
  budgetYear: z.int().nullable(),
  targets: z.array(ProgressTarget),
  budget: z.array(ProgressBudget),
  total: Total,
}

export function planOut(plan: Plan) {
  const {
    id,
    number,
    title,
    titleEn,
    issuedOn,
    province,
    firstYear,
    lastYear,
    budgetSource,
    estimateSource,
  } = plan
  return {
    ...{ id, number, title, titleEn, issuedOn, province, firstYear, lastYear, budgetSource, estimateSource },
  }
}

/** Targets to a year and the budget of that year or, without one, of the whole plan. */
async function progressOf(db: Db, plan: Plan, wanted: number | undefined, today: string) {
  if (wanted !== undefined && (wanted < plan.firstYear || wanted > plan.lastYear)) {
    throw invalidField('year', {
      vi: `Kế hoạch thực hiện từ năm ${plan.firstYear} đến năm ${plan.lastYear}.`,
      en: `The plan runs from ${plan.firstYear} to ${plan.lastYear}.`,
    })
  }
  const year = wanted ?? Math.max(plan.firstYear, Math.min(plan.lastYear, Number(today.slice(0, 4))))
  const budgetYear = wanted ?? null
  const { targets, budget } = await readProgress(db, plan.id, year, budgetYear)
  return { plan: planOut(plan), year, budgetYear, targets, budget, total: budgetTotal(budget) }
}

/** No more products and events than this on the public page; the whole list is counted beside. */
const publicRows = 200

/** The programme's progress, for everybody: targets, budget, certified products, events, what can be applied for. */
export const publicProgress = query({
  name: 'portal.progress',
  summary: words('Tiến độ thực hiện Chương trình (công khai)', "The programme's progress (public)"),
  route: 'GET /progress',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    ...progressShape,
    /** The agency that carries the programme today. */
    coordinator: WordsShape.extend({ contact: z.string().nullable() }).nullable(),
    contents: z.array(WordsShape),
    products: z.array(
      z.object({
        product: z.string(),
        enterprise: z.string(),
        kind: certificateKinds.schema,
        standard: z.string(),
        body: z.string(),
        number: z.string(),
        issuedOn: z.iso.date(),
        expiresOn: z.iso.date().nullable(),
      }),
    ),
    productCount: z.int(),
    events: z.array(
      z.object({
        kind: z.enum(['conference', 'course', 'expert_training']),
        title: z.string(),
        place: z.string(),
        heldOn: z.iso.date(),
        participants: z.int(),
      }),
    ),
  }),
  may: ['public'],
  async run({ db, today, planId }, input) {
    const plan = await activePlan({ db, planId })
    const products = db
      .selectFrom('certificate as c')
      .innerJoin('product as p', 'p.id', 'c.productId')
      .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
      .where('c.planId', '=', plan.id)
      .where('c.withdrawnOn', 'is', null)
    const shown = await products
      .select([
        'p.name as product',
        'e.name as enterprise',
        'c.kind',
        'c.standard',
        'c.body',
        'c.number',
        'c.issuedOn',
        'c.expiresOn',
      ])
      .orderBy('c.issuedOn', 'desc')
      .orderBy('c.id', 'desc')
      .limit(publicRows)
      .execute()
    const counted = await products.select((of) => of.fn.countAll<bigint>().as('n')).executeTakeFirst()
    const events = await db
      .selectFrom('trainingEvent')
      .select(['kind', 'title', 'place', 'heldOn', 'participants'])
      .where('planId', '=', plan.id)
      .where('retractedOn', 'is', null)
      .orderBy('heldOn', 'desc')
      .orderBy('id', 'desc')
      .limit(publicRows)
      .execute()
    const contents = await db
      .selectFrom('supportContent')
      .select(['name as vi', 'nameEn as en'])
      .where('active', '=', true)
      .orderBy('ord')
      .execute()
    return {
      ...(await progressOf(db, plan, input.year, today)),
      coordinator: await coordinatorOn(db, plan.id, today),
      contents,
      products: shown,
      productCount: Number(counted?.n ?? 0),
      events,
    }
  },
})

const DueRow = z.object({
  id: z.int(),
  /** The number of the plan that asks for it. */
  plan: z.string(),
  code: z.string(),
  text: WordsShape,
  agency: WordsShape,
  dueOn: z.iso.date(),
  dueBefore: z.boolean(),
  late: z.boolean(),
})
const ReportDueRow = z.object({
  planId: z.int(),
  plan: z.string(),
  year: z.int(),
  dueOn: z.iso.date(),
  dueBefore: z.boolean(),
  late: z.boolean(),
  reportId: z.int().nullable(),
  state: reportStates.schema.nullable(),
})

/** Rows of each list on the dashboard; the rest is behind its link. */
const dueRows = 5
const eventRows = 12

/**
 * What a member of the programme's staff sees first: progress, money, what is due, what waits, what happened. To an association what
 * waits is of the enterprises that it acts for.
 */
export const dashboard = query({
  name: 'portal.dashboard',
  summary: words('Bảng theo dõi Chương trình', "The programme's dashboard"),
  route: 'GET /dashboard',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    ...progressShape,
    /** What enterprises put in themselves, in the budget year; null for whom the money of every enterprise is not. */
    ownFunds: OwnSums.nullable(),
    /** Both sides of the tasks that have own money, in the budget year; null where none has, and for the same readers. */
    taskFunds: z
      .object({
        tasks: z.int(),
        stateAgreed: dongOut(),
        paid: dongOut(),
        ownAgreed: dongOut(),
        proven: dongOut(),
      })
      .nullable(),
    /** Open dated work: that of the user's own agency, or of all for those who see all. */
    due: z.array(DueRow),
    dueCount: z.int(),
    lateCount: z.int(),
    /** Open work whose working deadline is 30, 7 or 1 days off. */
    soonCount: z.int(),
    reports: z.array(ReportDueRow),
    /** New editions of sealed reports that are being written. */
    restatements: z.array(z.object({ reportId: z.int(), plan: z.string(), year: z.int(), edition: z.int() })),
    /** Applications that wait for somebody, by state, with the day of the oldest. */
    waiting: z.array(z.object({ state: applicationStates.schema, count: z.int(), oldest: z.iso.date() })),
    openObstacles: z.int(),
    /** Values of indicators that wait to be confirmed by the user's agency; the coordinator sees all. */
    openValues: z.int(),
    activity: z.array(
      z.object({
        at: z.iso.datetime(),
        actor: z.string(),
        words: WordsShape,
        subject: z.string().nullable(),
      }),
    ),
  }),
  may: staff,
  async run(context, input) {
    const { db, actor, today, planId } = context
    const plan = await activePlan(context)
    const wanted = plansWanted(planId, undefined)
    const due = await dueWork(context)
    const reports = await reportsDue(db, await reportingPlans(db, wanted), today)
    const restatements = await db
      .selectFrom('report as r')
      .innerJoin('plan as p', 'p.id', 'r.planId')
      .select(['r.id as reportId', 'p.number as plan', 'r.year', 'r.edition'])
      .where(ofPlans('r.planId', wanted))
      .where('r.state', '=', 'draft')
      .where('r.edition', '>', 1)
      .where('r.period', '=', 'planYear')
      .orderBy('r.year')
      .orderBy('r.id')
      .execute()
    const waiting = await db
      .selectFrom('application')
      .select((of) => ['state', of.fn.countAll<bigint>().as('count'), of.fn.min('filedOn').as('oldest')])
      .where(ofPlans('planId', wanted))
      .where('state', 'in', openStates)
      .where(readableBy(actor, 'enterpriseId'))
      .groupBy('state')
      .execute()
    const obstacles = await db
      .selectFrom('obstacle')
      .select((of) => of.fn.countAll<bigint>().as('n'))
      .where(ofPlans('planId', wanted))
      .where('resolvedOn', 'is', null)
      .where('withdrawnOn', 'is', null)
      .where(readableObstacles(actor, 'obstacle'))
      .executeTakeFirst()
    const everything = readsEvery(actor)
    return {
      ...(await progressOf(db, plan, input.year, today)),
      ownFunds: everything ? await ownFundsOf(db, plan.id, input.year ?? null) : null,
      taskFunds: everything ? await taskFundsOf(db, plan.id, input.year ?? null) : null,
      ...due,
      // Reports, and who did what, name enterprises and their money.
      reports: everything ? reports.filter((row) => row.state !== 'sealed') : [],
      restatements: everything ? restatements : [],
      waiting: applicationStates.keys.flatMap((state) => {
        const row = waiting.find((one) => one.state === state)
        return row === undefined || row.oldest === null
          ? []
          : [{ state, count: Number(row.count), oldest: row.oldest }]
      }),
      openObstacles: Number(obstacles?.n ?? 0),
      openValues: await countOpenValues(context),
      activity: everything ? await recentActivity(db, plan) : [],
    }
  },
})

async function countOpenValues({ db, actor }: Context): Promise<number> {
  let values = db
    .selectFrom('indicatorValue')
    .select((of) => of.fn.countAll<bigint>().as('n'))
    .where('state', '=', 'entered')
  if (!actor.grants.has('coordinator')) values = values.where('agencyId', 'in', [0, ...actor.agencyIds])
  const row = await values.executeTakeFirst()
  return Number(row?.n ?? 0)
}

async function dueWork(context: Context) {
  const { rows, count, late, soon } = await openDuties(context, dueRows)
  return {
    due: rows.map((row) => ({
      id: row.id,
      plan: row.plan,
      code: row.code,
      text: { vi: row.text, en: row.textEn },
      agency: { vi: row.agency, en: row.agencyEn },
      dueOn: row.dueOn,
      dueBefore: row.dueBefore,
      late: isLate({ on: row.dueOn, before: row.dueBefore }, context.today),
    })),
    dueCount: count,
    lateCount: late,
    soonCount: soon,
  }
}

/** The last commands that did the programme's work, in the words of their summaries; for a replaced plan those of its years. */
async function recentActivity(db: Db, { replaced, startsOn, endsOn }: Plan) {
  let commands = db
    .selectFrom('audit')
    .select(['at', sql<string>`audit_actor(audit.actor, audit.user_id)`.as('actor'), 'command', 'subject'])
    .where('command', 'in', [...newsWords.keys()])
  if (replaced) {
    const midnight = (day: string) => new Date(`${day}T00:00:00+07:00`)
    commands = commands.where('at', '>=', midnight(startsOn)).where('at', '<', midnight(addDays(endsOn, 1)))
  }
  const rows = await commands.orderBy('seq', 'desc').limit(eventRows).execute()
  return rows.map(({ at, actor, command, subject }) => ({
    at: at.toISOString(),
    actor,
    words: newsWords.get(command) ?? { vi: command, en: command },
    subject,
  }))
}
