import { z } from 'zod'
import { legalForms } from '../enterprises/index.ts'
import { activePlan, lockPlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalLongText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound, staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import type { FormGrant } from './rules.ts'

export const grants = states({
  supported: { vi: 'Được hỗ trợ', en: 'Supported', tone: 'success' },
  not_supported: { vi: 'Không thuộc diện hỗ trợ', en: 'Not supported' },
})

/** What a plan grants to each legal form. @returns no rows where its document says nothing of legal forms */
export async function formsOf(db: Db, planId: number): Promise<FormGrant[]> {
  return db
    .selectFrom('beneficiaryForm')
    .select(['legalForm', 'granted', 'note', 'article'])
    .where('planId', '=', planId)
    .orderBy('id')
    .execute()
}

/** What the plan in force, or the chosen one, grants to each legal form. */
export const listForms = query({
  name: 'applications.forms',
  summary: words('Kế hoạch hỗ trợ loại hình nào', 'What the plan grants to each legal form'),
  route: 'GET /beneficiary-forms',
  input: z.object({}),
  output: z.object({
    plan: z.object({ id: z.int(), number: z.string() }),
    /** One for each legal form, in their order; 0 and nulls where the plan says nothing of it. */
    forms: z.array(
      z.object({
        legalForm: legalForms.schema,
        granted: grants.schema.nullable(),
        note: z.string().nullable(),
        article: z.string().nullable(),
        version: z.int(),
      }),
    ),
  }),
  may: staff,
  async run(context) {
    const plan = await activePlan(context)
    const rows = await context.db
      .selectFrom('beneficiaryForm')
      .select(['legalForm', 'granted', 'note', 'article', 'version'])
      .where('planId', '=', plan.id)
      .execute()
    return {
      plan: { id: plan.id, number: plan.number },
      forms: legalForms.keys.map(
        (legalForm) =>
          rows.find((row) => row.legalForm === legalForm) ?? {
            ...{ legalForm, granted: null, note: null, article: null, version: 0 },
          },
      ),
    }
  },
})

const key = { planId: id(), legalForm: choice(legalForms.keys), version: whole() }
const Changed = z.object({ planId: z.int(), legalForm: z.string() })

/** Records what a plan grants to a legal form, with the article that says so. `version` is the one seen, 0 for none. */
export const setForm = command({
  name: 'applications.setForm',
  summary: words('Ghi loại hình được hỗ trợ', 'Record what a plan grants to a legal form'),
  route: 'PUT /plans/{planId}/beneficiary-forms/{legalForm}',
  input: z.object({
    ...key,
    granted: choice(grants.keys),
    article: text(100),
    note: optionalLongText(1000),
  }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ planId }) => `plan:${planId}`,
  async run({ db }, { planId, legalForm, version, granted, article, note }) {
    await lockPlan(db, planId)
    if ((await versionOf(db, planId, legalForm)) !== version) throw staleRecord()
    const row = { granted, article, note: note ?? null, version: version + 1 }
    await db
      .insertInto('beneficiaryForm')
      .values({ planId, legalForm, ...row })
      .onConflict((there) => there.columns(['planId', 'legalForm']).doUpdateSet(row))
      .execute()
    return { planId, legalForm }
  },
})

/** Takes back what was recorded of a legal form: the plan says nothing of it. */
export const removeForm = command({
  name: 'applications.removeForm',
  summary: words('Xóa quy định về loại hình', 'Remove what was recorded of a legal form'),
  route: 'DELETE /plans/{planId}/beneficiary-forms/{legalForm}',
  input: z.object(key),
  output: Changed,
  may: ['coordinator'],
  subject: ({ planId }) => `plan:${planId}`,
  async run({ db }, { planId, legalForm, version }) {
    await lockPlan(db, planId)
    const there = await versionOf(db, planId, legalForm)
    if (there === 0) throw notFound(words('quy định này', 'Rule'))
    if (there !== version) throw staleRecord()
    await db
      .deleteFrom('beneficiaryForm')
      .where('planId', '=', planId)
      .where('legalForm', '=', legalForm)
      .execute()
    return { planId, legalForm }
  },
})

async function versionOf(db: Db, planId: number, legalForm: FormGrant['legalForm']): Promise<number> {
  const row = await db
    .selectFrom('beneficiaryForm')
    .select('version')
    .where('planId', '=', planId)
    .where('legalForm', '=', legalForm)
    .executeTakeFirst()
  return row?.version ?? 0
}
