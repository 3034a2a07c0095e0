import { addDays, yearOf } from '../platform/dates.ts'
import { optionalDay, optionalId, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { reportIssuers } from './kind-fields.ts'
import type { kindOn } from './kinds.ts'
import { partsOfText, type ReportForm } from './parts.ts'
import {
  asksPart,
  calendarDays,
  isCalendar,
  isReview,
  type PeriodRule,
  partsOf,
  periodRules,
  spanName,
  spanOf,
} from './periods.ts'
import type { About } from './record-lists.ts'

/* What a report of a kind is begun with. */

/** What says over which days a report is, beside its year. */
export const spanInput = {
  /** Which half or quarter of the year. */
  part: optionalWhole(1, 4),
  fromDay: optionalDay(),
  toDay: optionalDay(),
  /** The record that a kind about one record is of. */
  enterpriseId: optionalId(),
  taskId: optionalId(),
}
interface Asked {
  readonly enterpriseId?: number | undefined
  readonly taskId?: number | undefined
  readonly year: number
  readonly part?: number | undefined
  readonly fromDay?: string | undefined
  readonly toDay?: string | undefined
}

const missing = words('Cần nhập với loại báo cáo này.', 'This kind of report needs it.')

/** What is wrong with what says over which days it is. */
export function spanProblems(period: PeriodRule, { year, part, fromDay, toDay }: Asked): FieldProblem[] {
  const wrong: FieldProblem[] = []
  if (isCalendar(period) && asksPart(period)) {
    if (part === undefined) wrong.push({ field: 'part', words: missing })
    else if (part > partsOf(period))
      wrong.push({
        field: 'part',
        words: words('Năm chỉ có 6 tháng đầu (1) và 6 tháng cuối (2).', 'A year has two halves: 1 and 2.'),
      })
  }
  if (period === 'days' && fromDay === undefined) wrong.push({ field: 'fromDay', words: missing })
  if ((period === 'days' || period === 'midTerm') && toDay === undefined)
    wrong.push({ field: 'toDay', words: missing })
  if (!namesDays(period) || toDay === undefined) return wrong
  if (yearOf(toDay) !== year)
    wrong.push({
      field: 'toDay',
      words: words('Ngày này phải trong năm báo cáo.', 'That day must be in the year of the report.'),
    })
  if (period === 'days' && fromDay !== undefined && fromDay > toDay)
    wrong.push({ field: 'toDay', words: words('Không được trước ngày đầu.', 'Not before the first day.') })
  return wrong
}
const namesDays = (period: PeriodRule) => period === 'days' || isReview(period)

/** The record that a report of a kind is about, by what is asked; null of the programme. */
export function aboutOf(kind: Kind | null, { enterpriseId, taskId }: Asked): About | null {
  if (kind === null || kind.about === 'programme') return null
  return kind.about === 'enterprise'
    ? { about: 'enterprise', id: enterpriseId ?? 0 }
    : { about: 'task', id: taskId ?? 0 }
}

/** What is wrong with the record that is asked for, before it is looked up. */
export function aboutProblems(kind: Kind, asked: Asked): FieldProblem[] {
  const field = kind.about === 'enterprise' ? 'enterpriseId' : 'taskId'
  return kind.about === 'programme' || asked[field] !== undefined ? [] : [{ field, words: missing }]
}

type Kind = NonNullable<Awaited<ReturnType<typeof kindOn>>>

/** From which day on a report may be begun: a period of the calendar from its own first day, which can lie in the year before; others with their year. */
export function begunFrom(kind: Kind | null, { year, part = 1 }: Asked): string {
  const period = kind === null ? 'planYear' : periodRules.schema.parse(kind.period)
  return kind !== null && isCalendar(period) ? calendarDays(period, year, part, kind).from : `${year}-01-01`
}

/** When a report of a kind is due, where the kind says so: only periods of the calendar have such a day. */
export const kindDueOn = (
  kind: Kind | null,
  { toOn, period }: { toOn: string | null; period: PeriodRule },
) =>
  kind === null || kind.dueDays === null || toOn === null || !isCalendar(period)
    ? null
    : addDays(toOn, kind.dueDays)

/** The columns of a report that its kind and days give. @param firstYear of the plan that leads it */
export function begunAs(kind: Kind | null, asked: Asked, firstYear: number) {
  const about = aboutOf(kind, asked)
  const period = kind === null ? 'planYear' : periodRules.schema.parse(kind.period)
  const { year, part = 1, fromDay, toDay } = asked
  const days =
    kind === null || period === 'planYear'
      ? null
      : isCalendar(period)
        ? calendarDays(period, year, part, kind)
        : {
            from: period === 'days' && fromDay !== undefined ? fromDay : `${firstYear}-01-01`,
            to: toDay ?? `${year}-12-31`,
          }
  const columns = {
    kindId: kind?.id ?? null,
    period,
    part: asksPart(period) ? part : null,
    fromOn: days?.from ?? null,
    toOn: days?.to ?? null,
    about: about?.about ?? ('programme' as const),
    aboutId: about?.id ?? null,
  }
  const form: ReportForm | null =
    kind === null
      ? null
      : {
          name: kind.name,
          nameEn: kind.nameEn,
          over: spanName(year, spanOf({ ...columns, year })),
          issuer: reportIssuers.schema.parse(kind.issuer),
          addressee: kind.addressee,
          estimates: kind.estimates,
          ...(kind.onePage ? { onePage: true as const } : {}),
          ...(kind.subjectLine === null ? {} : { subjectLine: kind.subjectLine }),
          parts: partsOfText(kind.parts),
          cutOff: { closingDay: kind.closingDay, monthsBefore: kind.monthsBefore },
        }
  return { columns, form }
}
