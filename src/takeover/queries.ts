import { sql } from 'kysely'
import { z } from 'zod'
import { findPlan } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import { optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { batchStates } from './batch-states.ts'
import { stepKeys, steps } from './steps.ts'

/** Batches `b` of a plan, and those of no plan. */
const ofPlanOrNone = (planId: number | null) =>
  sql<boolean>`(b.plan_id IS NULL OR b.plan_id = ${planId}::int)`

const readers: readonly Grant[] = ['coordinator', 'leader', 'finance', 'auditor']

/** The steps of a plan's take-over in their order, with how far each has come. */
export const takeoverSteps = query({
  name: 'takeover.steps',
  summary: words('Các bước tiếp nhận số liệu cũ', 'The steps of a take-over'),
  route: 'GET /takeover',
  /** Left out: the plan to work in. */
  input: z.object({ planId: optionalId() }),
  output: z.object({
    /** Null before a plan was accepted. */
    plan: z.object({ id: z.int(), number: z.string(), firstYear: z.int(), lastYear: z.int() }).nullable(),
    steps: z.array(
      z.object({
        key: z.string(),
        /** Whether its records are of a plan, so that there has to be one. */
        ofPlan: z.boolean(),
        /** Batches that wait for approval, and that were approved; rows of these. */
        waiting: z.int(),
        approved: z.int(),
        rows: z.int(),
      }),
    ),
  }),
  may: readers,
  async run({ db, planId }, input) {
    const plan = await findPlan({ db, planId: input.planId ?? planId })
    const found = await db
      .selectFrom('takeoverBatch as b')
      .innerJoin('import as i', (join) => join.onRef('i.id', '=', 'b.id').on('i.kind', '=', 'takeover'))
      .select([
        'b.step',
        sql<number>`(count(*) FILTER (WHERE b.state = 'proposed'))::int`.as('waiting'),
        sql<number>`(count(*) FILTER (WHERE b.state = 'approved'))::int`.as('approved'),
        sql<number>`coalesce(sum(i.added) FILTER (WHERE b.state = 'approved'), 0)::int`.as('rows'),
      ])
      .where(ofPlanOrNone(plan?.id ?? null))
      .groupBy('b.step')
      .execute()
    return {
      plan:
        plan === null
          ? null
          : { id: plan.id, number: plan.number, firstYear: plan.firstYear, lastYear: plan.lastYear },
      steps: steps.map(({ key, ofPlan = true }) => {
        const { waiting = 0, approved = 0, rows = 0 } = found.find(({ step }) => step === key) ?? {}
        return { key, ofPlan, waiting, approved, rows }
      }),
    }
  },
})

const BatchRow = z.object({
  id: z.int(),
  /** Null for a step of no plan that was done before there was one. */
  plan: z.string().nullable(),
  step: z.string(),
  file: z.object({ id: z.int(), name: z.string() }),
  rows: z.int(),
  state: batchStates.schema,
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
})

/** The batches of a plan, the latest first. */
export const listBatches = query({
  name: 'takeover.batches',
  summary: words('Các lô tiếp nhận', 'Batches of the take-over'),
  route: 'GET /takeover-imports',
  input: z.object({
    ...listInput(['id']),
    step: optionalChoice(stepKeys),
    state: optionalChoice(batchStates.keys),
    /** Left out: the plan to work in. */
    planId: optionalId(),
  }),
  output: listOutput(BatchRow),
  may: readers,
  async run({ db, planId }, input) {
    const plan = await findPlan({ db, planId: input.planId ?? planId })
    let rows = db
      .selectFrom('takeoverBatch as b')
      .innerJoin('import as i', (join) => join.onRef('i.id', '=', 'b.id').on('i.kind', '=', 'takeover'))
      .innerJoin('file as f', 'f.id', 'b.fileId')
      .leftJoin('plan as p', 'p.id', 'b.planId')
      .leftJoin('account as a', 'a.id', 'b.proposedBy')
      .leftJoin('account as s', 's.id', 'b.settledBy')
      .select(['b.id', 'b.step', 'b.state', 'b.proposedAt', 'b.settledAt', 'i.added as rows'])
      .select([
        'p.number as plan',
        'f.id as fileId',
        'f.name as fileName',
        'a.name as by',
        's.name as settledBy',
      ])
      .where(ofPlanOrNone(plan?.id ?? null))
    if (input.step !== undefined) rows = rows.where('b.step', '=', input.step)
    if (input.state !== undefined) rows = rows.where('b.state', '=', input.state)
    const page = await pageOf(
      rows,
      input,
      { id: { column: 'b.id', value: (row) => row.id, direction: 'desc' } },
      'b.id',
    )
    return {
      ...page,
      rows: page.rows.map(({ fileId, fileName, by, proposedAt, settledAt, ...row }) => ({
        ...row,
        file: { id: fileId, name: fileName },
        proposedBy: by ?? 'nscl',
        proposedAt: proposedAt.toISOString(),
        settledAt: settledAt?.toISOString() ?? null,
      })),
    }
  },
})
