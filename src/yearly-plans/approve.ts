import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { isAboveNorm } from '../norms/index.ts'
import { day, flag, id, longText, text, whole } from '../platform/fields.ts'
import { canonicalJson } from '../platform/json.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { basisOf, lineProblems } from './basis.ts'
import { Changed, lockYearlyPlan, touch } from './commands.ts'
import { type Content, readContent } from './content.ts'
import { isOpen } from './rules.ts'

/* A yearly plan on its way to approval: sent, returned with remarks or approved by another person; revised afterwards. */

/** Whoever did one of these on a yearly plan does not approve it. */
export const approvedApart = {
  control: 'yearlyPlan',
  commands: [
    'yearlyPlans.create',
    'yearlyPlans.edit',
    'yearlyPlans.addLine',
    'yearlyPlans.editLine',
    'yearlyPlans.removeLine',
    'yearlyPlans.gather',
    'yearlyPlans.send',
  ],
  record: 'yearly-plan',
  did: words('Bạn đã lập kế hoạch năm này', 'You drew up this yearly plan'),
} satisfies Apart

/** Sends a yearly plan to whoever approves it, and keeps it as it was sent. */
export const sendYearlyPlan = command({
  name: 'yearlyPlans.send',
  summary: words('Trình kế hoạch năm', 'Send a yearly plan for approval'),
  route: 'POST /yearly-plans/{id}/sending',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, version }) {
    const { db, today } = context
    const row = await lockYearlyPlan(db, yearlyPlanId, version)
    if (!isOpen(row.state))
      throw conflict(
        'yearlyPlans.notOpen',
        words('Kế hoạch năm đã trình rồi.', 'The yearly plan was sent already.'),
      )
    const { rows, ...content } = await readContent(db, row.id)
    if (rows.length === 0)
      throw conflict(
        'yearlyPlans.empty',
        words('Kế hoạch năm chưa có dòng nào.', 'The yearly plan has no lines.'),
      )
    const basis = await basisOf(db, { planId: row.planId, year: row.year, today })
    const wrong = rows.flatMap((line) =>
      lineProblems(line, basis).map((problem) =>
        words(`${line.title}: ${problem.words.vi}`, `${line.title}: ${problem.words.en}`),
      ),
    )
    if (wrong.length > 0)
      throw conflict(
        'yearlyPlans.wrongLines',
        words(wrong.map(({ vi }) => vi).join(' '), wrong.map(({ en }) => en).join(' ')),
      )
    const last = await db
      .selectFrom('yearlyPlanVersion')
      .select('place')
      .where('yearlyPlanId', '=', row.id)
      .orderBy('place', 'desc')
      .limit(1)
      .executeTakeFirst()
    await db
      .insertInto('yearlyPlanVersion')
      .values({
        yearlyPlanId: row.id,
        place: (last?.place ?? 0) + 1,
        sentOn: today,
        content: canonicalJson(asJson(content)),
      })
      .execute()
    return touch(db, row, { state: 'sent', sentOn: today })
  },
})

/** A version as JSON: amounts as text. */
const asJson = (content: Content): unknown =>
  JSON.parse(
    JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  )

/** The yearly plan that waits for approval, and its last version. @throws Problem 409 where none waits */
async function lockSent({ db }: Context, yearlyPlanId: number, version: number) {
  const row = await lockYearlyPlan(db, yearlyPlanId, version)
  if (row.state !== 'sent')
    throw conflict(
      'yearlyPlans.notSent',
      words('Kế hoạch năm không chờ phê duyệt.', 'The yearly plan does not wait for approval.'),
    )
  const last = await db
    .selectFrom('yearlyPlanVersion')
    .select(['id', 'place'])
    .where('yearlyPlanId', '=', row.id)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { row, last }
}

const apart = (context: Context, yearlyPlanId: number) => holdApart(context, approvedApart, yearlyPlanId)

/** Returns a yearly plan to be mended, with remarks. */
export const returnYearlyPlan = command({
  name: 'yearlyPlans.return',
  summary: words('Trả lại kế hoạch năm', 'Return a yearly plan'),
  route: 'POST /yearly-plans/{id}/return',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader', 'head'],
  signed: 'yearlyPlan',
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, version, remarks }) {
    const { db } = context
    const { row, last } = await lockSent(context, yearlyPlanId, version)
    await apart(context, row.id)
    await db
      .updateTable('yearlyPlanVersion')
      .set({ outcome: 'returned', remarks })
      .where('id', '=', last.id)
      .execute()
    return touch(db, row, { state: 'returned' })
  },
})

/** Approves a yearly plan by a document of the day. Lines above a norm that may be exceeded need the approver's consent. */
export const approveYearlyPlan = command({
  name: 'yearlyPlans.approve',
  summary: words('Phê duyệt kế hoạch năm', 'Approval of a yearly plan'),
  route: 'POST /yearly-plans/{id}/approval',
  input: z.object({
    id: id(),
    version: whole(1),
    number: text(60),
    decidedOn: day(),
    /** That lines above their norms are agreed to; needed where there are any. */
    overNormAgreed: flag(),
  }),
  output: Changed,
  may: ['coordinator', 'leader', 'head'],
  signed: 'yearlyPlan',
  rules: [
    notAhead('decidedOn'),
    {
      of: ['number'],
      judge: ({ number }) =>
        /^\d{1,5}[a-z]?\/[^\s/]+$/i.test(number)
          ? null
          : {
              field: 'number',
              words: words(
                'Xin ghi số và ký hiệu, ví dụ 12/KH-UBND.',
                'Number and symbol, such as 12/KH-UBND.',
              ),
            },
    },
  ],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, version, number, decidedOn, overNormAgreed }) {
    const { db, today } = context
    const { row, last } = await lockSent(context, yearlyPlanId, version)
    await apart(context, row.id)
    const { rows } = await readContent(db, row.id)
    const { norms } = await basisOf(db, { planId: row.planId, year: row.year, today })
    const above = rows.filter((line) => isAboveNorm(line, norms)).length
    if (above > 0 && !overNormAgreed)
      throw conflict(
        'yearlyPlans.overNorm',
        words(
          `Có ${above} dòng vượt định mức, cần người phê duyệt đồng ý.`,
          `${above} lines are above their norms and need the consent of whoever approves.`,
        ),
        'overNormAgreed',
      )
    await db
      .updateTable('yearlyPlanVersion')
      .set({ outcome: 'approved', number, decidedOn })
      .where('id', '=', last.id)
      .execute()
    return touch(db, row, { state: 'approved', number, decidedOn })
  },
})

/** Opens an approved yearly plan for a revision; what was approved holds until the revision is. */
export const reviseYearlyPlan = command({
  name: 'yearlyPlans.revise',
  summary: words('Điều chỉnh kế hoạch năm đã phê duyệt', 'Revise an approved yearly plan'),
  route: 'POST /yearly-plans/{id}/revision',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run({ db }, { id: yearlyPlanId, version }) {
    const row = await lockYearlyPlan(db, yearlyPlanId, version)
    if (row.state !== 'approved')
      throw conflict(
        'yearlyPlans.notApproved',
        words('Chỉ điều chỉnh kế hoạch năm đã phê duyệt.', 'Only an approved yearly plan is revised.'),
      )
    return touch(db, row, { state: 'draft' })
  },
})
