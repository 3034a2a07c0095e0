import { sql } from 'kysely'
import { z } from 'zod'
import { agencyKinds } from '../agencies/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { proposals } from './proposals.ts'
import { readSetup } from './state.ts'
import { firstWork } from './work.ts'

const Proposal = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(agencyKinds),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  successor: z.string().nullable(),
  source: z.string(),
  /** An agency of this name is there. */
  there: z.boolean(),
})

/** The plans of an installation, as far as the first days ask for them. */
async function plansThere(db: Db) {
  const plan = await db
    .selectFrom('plan')
    .select('number')
    .where('state', '=', 'active')
    .orderBy('startsOn', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const draft = await db
    .selectFrom('planDraft')
    .select('id')
    .where('state', '=', 'open')
    .orderBy('id')
    .executeTakeFirst()
  return { plan: plan?.number ?? null, draftId: draft?.id ?? null }
}

const count = (table: string) => sql<number>`(SELECT count(*)::int FROM ${sql.table(table)})`

/** What the set-up was told, what it proposes, and whether it may still be told otherwise. */
export const showSetup = query({
  name: 'setup.show',
  summary: words('Việc thiết lập', 'The set-up'),
  route: 'GET /setup',
  input: z.object({}),
  output: z.object({
    /** The shipped example runs: nothing was answered. */
    example: z.boolean(),
    province: z.string().nullable(),
    called: z.string().nullable(),
    day: z.iso.date().nullable(),
    /** Somebody works with it: another province needs another data folder. */
    inUse: z.boolean(),
    proposals: z.array(Proposal),
    agencies: z.int(),
    accounts: z.int(),
    withoutPlan: z.boolean(),
    /** Number of the plan in force, and the draft that waits for review. */
    plan: z.string().nullable(),
    draftId: z.int().nullable(),
  }),
  may: ['admin', 'system'],
  async run({ db, today }) {
    const setup = await readSetup(db)
    const { rows } = await sql<{ agencies: number; accounts: number }>`
      SELECT ${count('agency')} AS agencies, ${count('account')} AS accounts`.execute(db)
    const proposed = setup === null ? [] : await proposals(db, setup, today)
    return {
      example: setup === null,
      province: setup?.province ?? null,
      called: setup?.called ?? null,
      day: setup?.day ?? null,
      inUse: (await firstWork(db)) !== null,
      proposals: proposed,
      agencies: rows[0]?.agencies ?? 0,
      accounts: rows[0]?.accounts ?? 0,
      withoutPlan: setup?.withoutPlan ?? false,
      ...(await plansThere(db)),
    }
  },
})

export const firstDayKeys = [
  'province',
  'agencies',
  'plan',
  'accounts',
  'law',
  'enterprises',
  'allocation',
] as const
export type FirstDayKey = (typeof firstDayKeys)[number]

/** What a new installation has to do first, each with whether it is done. */
export const firstDays = query({
  name: 'setup.firstDays',
  summary: words('Việc những ngày đầu', 'What to do in the first days'),
  route: 'GET /setup/first-days',
  input: z.object({}),
  output: z.object({
    /** Nothing is asked any more: all is done, or the list was put away. */
    over: z.boolean(),
    /** The shipped example runs and nobody works with it yet: its plan's number. */
    example: z.string().nullable(),
    steps: z.array(
      z.object({
        key: z.enum(firstDayKeys),
        done: z.boolean(),
        /** Not done, and said to be for later: nothing asks for it first. */
        later: z.boolean(),
      }),
    ),
    draftId: z.int().nullable(),
  }),
  may: staff,
  async run({ db }) {
    const setup = await readSetup(db)
    const { plan, draftId } = await plansThere(db)
    if (setup === null)
      return { over: true, example: (await firstWork(db)) === null ? plan : null, steps: [], draftId }
    // Norms that come with the program bear a key; those of the province are entered.
    const { rows } = await sql<Record<Exclude<FirstDayKey, 'province' | 'plan'>, boolean>>`
      SELECT EXISTS (SELECT FROM agency) AS agencies,
             (SELECT count(*) > 1 FROM account) AS accounts,
             EXISTS (SELECT FROM norm WHERE key IS NULL) AS law,
             EXISTS (SELECT FROM enterprise) AS enterprises,
             EXISTS (SELECT FROM ledger_entry WHERE kind = 'allocation') AS allocation`.execute(db)
    const done: Partial<Record<FirstDayKey, boolean>> = {
      ...rows[0],
      province: setup.province !== null,
      plan: plan !== null,
    }
    const steps = firstDayKeys.map((key) => ({
      key,
      done: done[key] ?? false,
      later: key === 'plan' && plan === null && setup.withoutPlan,
    }))
    const over = setup.closed || steps.every((step) => step.done || step.later)
    return { over, example: null, steps, draftId }
  },
})
