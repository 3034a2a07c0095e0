import { z } from 'zod'
import { applicationStates } from '../applications/index.ts'
import { findPlan, ofPlans, plansWanted } from '../plan/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import { dongOut, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { turnStates } from '../support/index.ts'
import { PlanShape, planOut, WordsShape } from './queries.ts'
import { nextSteps, yearsToReport } from './rules.ts'

/** What an enterprise sees first: its own applications, turns and certificates, and what it has to do next. */
export const enterpriseOverview = query({
  name: 'portal.mine',
  summary: words('Trang của doanh nghiệp', "The enterprise's own overview"),
  route: 'GET /my-overview',
  /** Of several enterprises, which one; the first where left out. */
  input: z.object({ enterpriseId: optionalId() }),
  output: z.object({
    plan: PlanShape.nullable(),
    enterprise: z.object({ id: z.int(), name: z.string(), taxCode: z.string() }),
    next: z.array(z.object({ words: WordsShape, href: z.string(), urgent: z.boolean() })),
    applications: z.array(
      z.object({
        id: z.int(),
        plan: z.string(),
        content: WordsShape,
        year: z.int(),
        state: applicationStates.schema,
        filedOn: z.iso.date(),
        requested: dongOut(),
      }),
    ),
    turns: z.array(
      z.object({
        id: z.int(),
        plan: z.string(),
        content: WordsShape,
        year: z.int(),
        state: turnStates.schema,
        decidedOn: z.iso.date(),
      }),
    ),
    certificates: z.array(
      z.object({
        id: z.int(),
        number: z.string(),
        standard: z.string(),
        product: z.string().nullable(),
        expiresOn: z.iso.date().nullable(),
        withdrawnOn: z.iso.date().nullable(),
      }),
    ),
  }),
  may: ['enterprise'],
  async run({ db, actor, today, planId }, { enterpriseId }) {
    const plan = await findPlan({ db, planId })
    const wanted = plansWanted(planId, undefined)
    const enterprise = await db
      .selectFrom('enterprise')
      .select(['id', 'name', 'taxCode'])
      .where('id', '=', ownEnterprise(actor, enterpriseId))
      .executeTakeFirst()
    if (enterprise === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
    const applications = await db
      .selectFrom('application as a')
      .innerJoin('supportContent as c', 'c.id', 'a.contentId')
      .innerJoin('plan as p', 'p.id', 'a.planId')
      .select([
        'a.id',
        'p.number as plan',
        'c.name',
        'c.nameEn',
        'a.year',
        'a.state',
        'a.filedOn',
        'a.requested',
      ])
      .where(ofPlans('a.planId', wanted))
      .where('a.enterpriseId', '=', enterprise.id)
      .orderBy('a.filedAt', 'desc')
      .execute()
    const turns = await db
      .selectFrom('supportTurn as t')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .innerJoin('plan as p', 'p.id', 't.planId')
      .select(['t.id', 'p.number as plan', 'c.name', 'c.nameEn', 't.year', 't.state', 't.decidedOn'])
      .where(ofPlans('t.planId', wanted))
      .where('t.enterpriseId', '=', enterprise.id)
      .orderBy('t.decidedOn', 'desc')
      .execute()
    const certificates = await db
      .selectFrom('certificate as c')
      .leftJoin('product as p', 'p.id', 'c.productId')
      .select(['c.id', 'c.number', 'c.standard', 'p.name as product', 'c.expiresOn', 'c.withdrawnOn'])
      .where('c.enterpriseId', '=', enterprise.id)
      .orderBy('c.issuedOn', 'desc')
      .execute()
    const asked = plan === null ? [] : yearsToReport(plan.firstYear, plan.lastYear, Number(today.slice(0, 4)))
    const given = await db
      .selectFrom('enterpriseYear')
      .select('year')
      .where('enterpriseId', '=', enterprise.id)
      .execute()
    const obstacles = await db
      .selectFrom('obstacle')
      .select((of) => of.fn.countAll<bigint>().as('n'))
      .where('enterpriseId', '=', enterprise.id)
      .where('resolvedOn', 'is', null)
      .where('withdrawnOn', 'is', null)
      .executeTakeFirst()
    const standing = {
      enterpriseId: enterprise.id,
      missingYears: asked.filter((year) => !given.some((row) => row.year === year)),
      applications: applications.map(({ id, state, name }) => ({ id, state, content: name })),
      certificates,
      openObstacles: Number(obstacles?.n ?? 0),
    }
    return {
      plan: plan === null ? null : planOut(plan),
      enterprise,
      next: nextSteps(standing, today).map(({ words, href, urgent }) => ({
        words: { vi: words.vi, en: words.en },
        href,
        urgent,
      })),
      applications: applications.map(({ name, nameEn, state, ...row }) => ({
        ...row,
        content: { vi: name, en: nameEn },
        state,
      })),
      turns: turns.map(({ name, nameEn, state, ...row }) => ({
        ...row,
        content: { vi: name, en: nameEn },
        state,
      })),
      certificates,
    }
  },
})
