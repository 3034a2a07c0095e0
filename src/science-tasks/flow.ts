import { addWorkingDays, type Holidays, periodEnd } from '../calendar/index.ts'
import { daysBetween } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { StepPart, TaskState, TaskWay, TermUnit } from './lists.ts'

/* The way of a task through the steps of its kind: what comes next, until when, what may be taken. Pure. */

export interface FlowStep {
  readonly id: number
  readonly place: number
  readonly part: StepPart
  readonly way: TaskWay | null
  readonly optional: boolean
  readonly repeats: boolean
  readonly everyMonths: number | null
  readonly term: number | null
  readonly termUnit: TermUnit | null
  readonly termFrom: number | null
}

/** Whether a step is of tasks that are given in this way. */
export const isOfWay = (step: Pick<FlowStep, 'way'>, way: TaskWay) => step.way === null || step.way === way

/** The step that comes next for a task that has come as far as a place: the first that it cannot go on without; null after the last. */
export const nextStep = <S extends FlowStep>(steps: readonly S[], way: TaskWay, atPlace: number): S | null =>
  steps.find((step) => step.place > atPlace && !step.repeats && !step.optional && isOfWay(step, way)) ?? null

/** The steps that may be taken now: those up to the next one, and those that repeat while it runs. */
export function openSteps<S extends FlowStep>(
  steps: readonly S[],
  task: { readonly way: TaskWay; readonly atPlace: number; readonly state: TaskState },
): S[] {
  if (task.state === 'ended' || task.state === 'dropped') return []
  const next = nextStep(steps, task.way, task.atPlace)
  // a task that needs no contract runs from its approval on
  const contract = steps.some(
    (step) =>
      step.part === 'contract' && !step.optional && step.place > task.atPlace && isOfWay(step, task.way),
  )
  const runs = task.state === 'running' || (task.state === 'approved' && !contract)
  return steps.filter((step) => {
    if (!isOfWay(step, task.way)) return false
    if (step.repeats) return runs
    return step.place > task.atPlace && (next === null || step.place <= next.place)
  })
}

/** A day so many months later; a month that has no such day ends on its last one. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = year * 12 + (month - 1) + months
  const last = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate()
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${two((at % 12) + 1)}-${two(Math.min(date, last))}`
}

/** The last day of a term that runs from a day. */
export function termEnd(from: string, term: number, unit: TermUnit, holidays: Holidays): string {
  if (unit === 'working_days') return addWorkingDays(from, term, holidays)
  return unit === 'days' ? periodEnd(from, term, holidays) : addMonths(from, term)
}

/**
 * Until when a step is due; null where no term is laid down, or the step that it counts from was not taken.
 * @param takenOn the day of the step at a place; the last one where it was taken again
 * @param movedOn the day of the step before
 */
export function dueOf(
  step: FlowStep,
  takenOn: ReadonlyMap<number, string>,
  movedOn: string,
  holidays: Holidays,
  contractEnd: string | null = null,
): string | null {
  if (step.term === null || step.termUnit === null) return null
  // papers for acceptance are due after the end of the contract, not after the step before
  const from =
    step.part === 'evaluation' && step.termFrom === null && contractEnd !== null
      ? contractEnd
      : step.termFrom === null
        ? movedOn
        : takenOn.get(step.termFrom)
  return from === undefined ? null : termEnd(from, step.term, step.termUnit, holidays)
}

/** The days on which a step that repeats is due, from the contract to its end; the first ones were taken. */
export function nextRepeat(step: FlowStep, contractOn: string, endsOn: string, taken: number): string | null {
  if (step.everyMonths === null) return null
  const due = addMonths(contractOn, step.everyMonths * (taken + 1))
  return due <= endsOn ? due : null
}

/** A change of a task as the kind allows it. */
export interface ChangeLimit {
  readonly allowed: boolean
  readonly mostTimes: number | null
  readonly mostMonths: number | null
  readonly askMonths: number | null
  readonly afterParts: number | null
  readonly afterOf: number | null
}

export interface AskedChange {
  readonly askedOn: string
  /** The last day as it is, and as it is to be; null where time does not change. */
  readonly endsOn: string
  readonly until: string | null
  readonly contractOn: string
  /** The last day of the contract as it was signed. */
  readonly firstEnd: string
  /** How often this change was made before. */
  readonly times: number
}

type ChangeFault = { readonly field: 'change' | 'until' | 'askedOn'; readonly words: Words }

/** What is wrong with a change that is asked for; null where it keeps within what the kind lays down. */
export function changeFault(
  change: 'longer' | 'shorter' | 'other',
  limit: ChangeLimit | undefined,
  asked: AskedChange,
): ChangeFault | null {
  if (limit === undefined || !limit.allowed)
    return {
      field: 'change',
      words: words(
        'Loại nhiệm vụ này không cho phép thay đổi đó.',
        'This kind of task does not allow that change.',
      ),
    }
  if (limit.mostTimes !== null && asked.times >= limit.mostTimes)
    return {
      field: 'change',
      words: words(
        `Chỉ được thay đổi nhiều nhất ${limit.mostTimes} lần.`,
        `It may be changed at most ${limit.mostTimes} times.`,
      ),
    }
  if (limit.askMonths !== null && addMonths(asked.askedOn, limit.askMonths) > asked.endsOn)
    return {
      field: 'askedOn',
      words: words(
        `Phải đề nghị trước khi kết thúc ít nhất ${limit.askMonths} tháng.`,
        `It is asked for at least ${limit.askMonths} months before the end.`,
      ),
    }
  return change === 'other' ? null : timeFault(change, limit, asked)
}

function timeFault(change: 'longer' | 'shorter', limit: ChangeLimit, asked: AskedChange): ChangeFault | null {
  const { until, endsOn, firstEnd, contractOn } = asked
  if (until === null)
    return { field: 'until', words: words('Xin ghi ngày kết thúc mới.', 'Please give the new last day.') }
  if (change === 'longer' ? until <= endsOn : until >= endsOn || until < contractOn)
    return {
      field: 'until',
      words:
        change === 'longer'
          ? words(
              'Ngày kết thúc mới phải sau ngày hiện nay.',
              'The new last day comes after the present one.',
            )
          : words(
              'Ngày kết thúc mới phải trước ngày hiện nay.',
              'The new last day comes before the present one.',
            ),
    }
  if (change === 'longer' && limit.mostMonths !== null && until > addMonths(firstEnd, limit.mostMonths))
    return {
      field: 'until',
      words: words(
        `Tổng thời gian gia hạn không quá ${limit.mostMonths} tháng.`,
        `Extensions are at most ${limit.mostMonths} months in all.`,
      ),
    }
  if (
    change === 'shorter' &&
    limit.afterParts !== null &&
    limit.afterOf !== null &&
    daysBetween(contractOn, asked.askedOn) * limit.afterOf <
      daysBetween(contractOn, endsOn) * limit.afterParts
  )
    return {
      field: 'askedOn',
      words: words(
        `Chỉ xét khi đã qua ít nhất ${limit.afterParts}/${limit.afterOf} thời gian.`,
        `Only once ${limit.afterParts}/${limit.afterOf} of the time is over.`,
      ),
    }
  return null
}

/** Another task as far as it may bar a host or a leader. */
export interface OtherTask {
  readonly id: number
  readonly hostTaxCode: string | null
  readonly leaderName: string | null
  readonly state: TaskState
  readonly outcome: string | null
  readonly grade: string | null
  readonly endedOn: string | null
  readonly recovery: bigint
  readonly recoveredOn: string | null
}

export const barReasons = {
  unpaid: words(
    'Tổ chức chủ trì chưa hoàn trả kinh phí phải thu hồi',
    'The host has not paid back what is recovered',
  ),
  stopped: words(
    'Tổ chức chủ trì có nhiệm vụ bị chấm dứt trong 1 năm',
    'A task of the host was ended within a year',
  ),
  leads: words('Chủ nhiệm đang chủ trì nhiệm vụ khác', 'The leader leads another task now'),
  notPassed: words(
    'Chủ nhiệm có nhiệm vụ không đạt trong 2 năm',
    'A task of the leader was not accepted within two years',
  ),
} as const
export type BarReason = keyof typeof barReasons

/**
 * What the program's own records say against a host or a leader: Circular 15/2022/TT-BKHCN, art. 6; Decree 268/2025/NĐ-CP, art. 9.
 * A name alone proves nothing, so an officer decides and says why.
 */
export function barsOf(
  who: { readonly hostTaxCode: string | null; readonly leaderName: string | null },
  others: readonly OtherTask[],
  on: string,
): { readonly taskId: number; readonly reason: BarReason }[] {
  const same = (one: string | null, other: string | null) =>
    one !== null &&
    other !== null &&
    one.trim().toLocaleLowerCase('vi') === other.trim().toLocaleLowerCase('vi')
  return others.flatMap((task) => {
    const found: BarReason[] = []
    if (same(who.hostTaxCode, task.hostTaxCode)) {
      if (task.recovery > 0n && task.recoveredOn === null) found.push('unpaid')
      if (task.outcome === 'stopped' && task.endedOn !== null && addMonths(task.endedOn, 12) >= on)
        found.push('stopped')
    }
    if (same(who.leaderName, task.leaderName)) {
      if (task.state === 'running' || task.state === 'approved') found.push('leads')
      if (task.grade === 'failed' && task.endedOn !== null && addMonths(task.endedOn, 24) >= on)
        found.push('notPassed')
    }
    return found.map((reason) => ({ taskId: task.id, reason }))
  })
}
