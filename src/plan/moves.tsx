import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { states } from '../platform/states.ts'
import { Day, LinkButton, Section } from '../ui/index.ts'
import { planNames } from './plan-filter.ts'

/* Open work that an officer moved from one plan to another. The record bears the plan that it is under now. */

/** What can be moved: applications, support turns, obstacles, work that was asked for. */
export const movedRecords = states({
  application: words('Hồ sơ đề nghị', 'Applications'),
  support_turn: words('Lượt hỗ trợ', 'Support turns'),
  obstacle: words('Khó khăn, vướng mắc', 'Obstacles'),
  duty_item: words('Việc đột xuất', 'Work asked for'),
})
export type MovedRecord = (typeof movedRecords)['keys'][number]

/** Under whose rules a moved record is finished. */
export const moveRules = states({
  kept: words('Giữ quy định của kế hoạch cũ', 'The rules of the old plan are kept'),
  new: words('Theo quy định của kế hoạch mới', 'The rules of the new plan hold'),
})

/** How a record went from plan to plan, the first move first; part of what its query gives. */
export const Moves = z.array(
  z.object({
    id: z.int(),
    from: z.string(),
    to: z.string(),
    rules: moveRules.schema,
    reason: z.string(),
    movedOn: z.iso.date(),
    movedBy: z.string(),
  }),
)
export type Moves = z.infer<typeof Moves>

export async function movesOf(db: Db, recordType: MovedRecord, recordId: number): Promise<Moves> {
  return db
    .selectFrom('planMove as m')
    .innerJoin('plan as f', 'f.id', 'm.fromPlanId')
    .innerJoin('plan as t', 't.id', 'm.toPlanId')
    .select(['m.id', 'f.number as from', 't.number as to', 'm.rules', 'm.reason', 'm.movedOn', 'm.movedBy'])
    .where('m.recordType', '=', recordType)
    .where('m.recordId', '=', recordId)
    .orderBy('m.id')
    .execute()
}

/** The history of a record between plans, on its page; nothing of one that was never moved. */
export function MovedMark({ moves, t }: { moves: Moves; t: PageRequest['t'] }) {
  if (moves.length === 0) return null
  return (
    <Section title={t('Các lần chuyển kế hoạch', 'Moves between plans')} id="moves">
      <ul class="grid gap-2">
        {moves.map((move) => (
          <li>
            <Day day={move.movedOn} />: {move.from} → <b>{move.to}</b>. {t(moveRules.names[move.rules])}.{' '}
            <span class="whitespace-pre-line">{move.reason}</span> <span class="hint">({move.movedBy})</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The way to moving an open record to another plan: for the coordinator, where there is another plan to move it to. */
export async function moveButton(request: PageRequest, record: MovedRecord, id: number, planId: number) {
  if (!request.actor.grants.has('coordinator')) return null
  const { plans } = await request.execute(planNames, {})
  if (!plans.some((plan) => plan.id !== planId && !plan.replaced)) return null
  return (
    <LinkButton href={`/plans/move?record=${record}&ids=${id}`}>
      {request.t('Chuyển kế hoạch', 'Move to another plan')}
    </LinkButton>
  )
}
