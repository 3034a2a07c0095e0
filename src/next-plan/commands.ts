import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { createDraft } from '../plan-drafts/index.ts'
import { flag } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { nextInput } from './form.ts'
import { proposalOf } from './prepare.ts'
import { nextRules } from './queries.ts'
import { readBasis } from './read-basis.ts'

/**
 * Drafts the plan of the next period out of the one in force, its results and its budget. The draft is edited, exported
 * and accepted on the pages of drafts. A plan asks for it so: "Xây dựng Kế hoạch giai đoạn 2026 - 2030".
 */
export const draftNext = command({
  name: 'drafting.draft',
  summary: words('Lập dự thảo kế hoạch giai đoạn sau', 'Draft the plan of the next period'),
  route: 'POST /plan/next',
  input: nextInput.extend({
    /** Draft although another draft of the next plan is open. */
    another: flag(),
  }),
  rules: nextRules,
  output: z.object({ id: z.int(), planId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `draft:${output.id}`,
  async run(context, input) {
    // two officers at once: the second sees the draft of the first
    const plan = await activePlan(context)
    await context.db.selectFrom('plan').select('id').where('id', '=', plan.id).forUpdate().execute()
    const basis = await readBasis(context)
    if (basis.openDraft !== null && !input.another) {
      throw conflict(
        'drafting.open',
        words(
          `Đang có dự thảo "${basis.openDraft.label}" (số ${basis.openDraft.id}). Mở dự thảo đó để sửa tiếp, hoặc xác nhận lập thêm dự thảo khác.`,
          `The draft “${basis.openDraft.label}” (no. ${basis.openDraft.id}) is open. Go on with it, or confirm that another is wanted.`,
        ),
        'another',
      )
    }
    const { document, reasons } = proposalOf(basis, input, context.today)
    const years = `${document.startsOn.slice(0, 4)} - ${document.endsOn.slice(0, 4)}`
    const id = await createDraft(context, {
      kind: 'next',
      planId: plan.id,
      label: `Kế hoạch giai đoạn ${years}`,
      document,
      reasons,
    })
    return { id, planId: plan.id }
  },
})
