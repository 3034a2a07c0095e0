import { z } from 'zod'
import { activePlan, PlanDocument } from '../plan/index.ts'
import { knownPlan } from '../plan-versions/index.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { receiver } from '../platform/page.ts'
import { createDraft } from './commands.ts'

/** Opens a draft that begins as the plan reads now. One that is open already is gone on with: two would undo each other. */
export const startAmendment = command({
  name: 'plan.startAmendment',
  summary: words('Bắt đầu điều chỉnh kế hoạch', 'Begin an amendment of the plan'),
  route: 'POST /plan/amendments',
  input: z.object({ planId: optionalId() }),
  output: z.object({ draftId: z.int(), opened: z.boolean() }),
  may: ['coordinator'],
  subject: (_input, output) => `plan_draft:${output.draftId}`,
  async run(context, input) {
    const { db } = context
    const planId = input.planId ?? (await activePlan(context)).id
    await knownPlan(db, planId)
    const plan = await db
      .selectFrom('plan')
      .select(['number', 'document'])
      .where('id', '=', planId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const open = await db
      .selectFrom('planDraft')
      .select('id')
      .where('planId', '=', planId)
      .where('kind', '=', 'amendment')
      .where('state', '=', 'open')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (open !== undefined) return { draftId: open.id, opened: false }
    const draftId = await createDraft(context, {
      kind: 'amendment',
      planId,
      label: `Điều chỉnh Kế hoạch ${plan.number}`,
      document: PlanDocument.parse(plan.document),
    })
    return { draftId, opened: true }
  },
})

export const startAmendmentPage = receiver({
  command: startAmendment,
  address: '/plan/amendments',
  done: ({ draftId, opened }) => ({
    to: `/plan-drafts/${draftId}`,
    message: opened
      ? words('Đã mở bản thảo điều chỉnh.', 'A draft of the amendment is open.')
      : words('Bản thảo điều chỉnh này đang mở.', 'This draft of an amendment was open already.'),
  }),
  again: (request, form) => ({
    title: request.t('Điều chỉnh kế hoạch', 'Amend the plan'),
    breadcrumbs: [
      { label: request.t('Kế hoạch', 'The plan'), href: '/plan' },
      { label: request.t('Các phiên bản', 'Versions'), href: '/plan/versions' },
    ],
    body: <p>{form.problem === null ? '' : request.t(form.problem)}</p>,
  }),
})
