import type { FactKind } from '../plan/index.ts'
import { outsidePlan } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'

/** The three kinds of event that plans of the programme count. */
export const eventKinds = states({
  conference: words('Hội nghị, hội thảo', 'Conference or workshop'),
  course: words('Khóa đào tạo, tập huấn', 'Training course'),
  expert_training: words('Đào tạo chuyên gia năng suất chất lượng', 'Training of productivity experts'),
})
export type EventKind = StateOf<typeof eventKinds>

/**
 * What an event counts for in the plan's targets: a conference and a course once each, a training of experts as
 * many as it trained.
 */
export function factOf(event: { kind: EventKind; experts: number }): { kind: FactKind; quantity: number } {
  switch (event.kind) {
    case 'conference':
      return { kind: 'conference.held', quantity: 1 }
    case 'course':
      return { kind: 'course.held', quantity: 1 }
    case 'expert_training':
      return { kind: 'expert.trained', quantity: event.experts }
  }
}

export interface EventInput {
  readonly kind: EventKind
  readonly heldOn: string
  readonly endedOn: string | null
  readonly participants: number
  readonly experts: number
}

/**
 * What is wrong with an event's days, by field. An event is recorded once it has ended: the plan counts what was held, with its
 * evidence, and for the year in which it began.
 * @param span the plan's first and last day; nothing outside it can count. Where it is not `replaced`, what came after its end is
 *   taken too: an officer named it, and no other plan has its day
 */
export function dayProblems(
  event: Pick<EventInput, 'heldOn' | 'endedOn'>,
  span: { startsOn: string; endsOn: string; replaced?: boolean },
  today: string,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const say = (field: string, words: Words) => problems.push({ field, words })
  if (event.heldOn > today) {
    say(
      'heldOn',
      words('Ngày này chưa đến; chỉ ghi sự kiện đã tổ chức.', 'Not held yet; record it once it has been.'),
    )
  } else {
    const outside = outsidePlan(event.heldOn, { ...span, replaced: span.replaced ?? true })
    if (outside !== null) say('heldOn', outside)
  }
  if (event.endedOn !== null && event.endedOn < event.heldOn) {
    say('endedOn', words('Ngày kết thúc trước ngày bắt đầu.', 'It ends before it begins.'))
  } else if (event.endedOn !== null && event.endedOn > today) {
    say('endedOn', words('Ngày kết thúc chưa đến.', 'It has not ended yet.'))
  }
  return problems
}

/** What is wrong with the numbers of an event's people, by field: only a training of experts trains experts. */
export function peopleProblems(event: Pick<EventInput, 'kind' | 'participants' | 'experts'>): FieldProblem[] {
  const problems: FieldProblem[] = []
  const say = (field: string, words: Words) => problems.push({ field, words })
  if (event.kind === 'expert_training' && event.experts === 0) {
    say('experts', words('Xin ghi số chuyên gia được đào tạo.', 'Please give the number of experts trained.'))
  }
  if (event.kind !== 'expert_training' && event.experts > 0) {
    say('experts', {
      vi: 'Chỉ loại “Đào tạo chuyên gia” mới tính chuyên gia; xin để trống hoặc ghi riêng một sự kiện đào tạo chuyên gia.',
      en: 'Only a training of experts counts experts; leave this empty or record that training as an event of its own.',
    })
  }
  if (event.experts > event.participants) {
    say('experts', words('Nhiều hơn số người tham dự.', 'More than took part.'))
  }
  return problems
}
