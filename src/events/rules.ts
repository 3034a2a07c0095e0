import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Where a planned event stands. */
export const eventStates = states({
  planned: words('Đang chuẩn bị', 'Being prepared'),
  invited: { vi: 'Đã gửi lời mời', en: 'Invitations sent', tone: 'info' },
  held: { vi: 'Đã tổ chức, chờ ghi kết quả', en: 'Held, its outcome is to be recorded', tone: 'warning' },
  closed: { vi: 'Đã ghi kết quả', en: 'Its outcome is recorded', tone: 'success' },
  cancelled: words('Không tổ chức', 'Not held'),
})
export type EventState = StateOf<typeof eventStates>

/** While its days, place and programme may still be changed. */
export const open: readonly EventState[] = ['planned', 'invited']

export interface Days {
  readonly startsOn: string
  readonly endsOn?: string | null | undefined
}

/** Its last day. */
export const lastDay = ({ startsOn, endsOn }: Days): string => endsOn ?? startsOn

/** What is wrong with the days of a planned event, by field: the second day is not before the first, and it is not planned for a day gone by. */
export function plannedDayProblems(event: Days, today: string): FieldProblem[] {
  const say = (field: string, said: Words): FieldProblem => ({ field, words: said })
  return [
    ...(event.startsOn < today
      ? [
          say(
            'startsOn',
            words(
              'Ngày này đã qua; sự kiện đã tổ chức thì ghi ở trang Ghi sự kiện đã tổ chức.',
              'This day has gone by; record an event that was held on its own page.',
            ),
          ),
        ]
      : []),
    ...(lastDay(event) < event.startsOn
      ? [say('endsOn', words('Ngày kết thúc trước ngày bắt đầu.', 'It ends before it begins.'))]
      : []),
  ]
}

/** Whether a part of the programme lies in the days of its event. */
export const isWithin = (event: Days, day: string): boolean => day >= event.startsOn && day <= lastDay(event)
