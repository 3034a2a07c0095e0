import { z } from 'zod'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { budgetShape } from './budget.ts'
import { factKinds } from './facts.ts'
import { reportParts } from './report-parts.ts'

/*
 * A plan as data: the shape of data/plans/*.json (the plan exactly as signed, with English beside it), the sums that
 * its budget must hold, when its duties fall due, and when a target is reached.
 */

export const recurrences = ['continuous', 'yearly', 'halfYearly', 'quarterly', 'monthly', 'once'] as const

/** What the smallest values of a plan may be. */
interface Leaves<Text, Day, Year, FromOne, Decimal, Amount, Agencies, BudgetYear> {
  readonly text: Text
  readonly day: Day
  readonly year: Year
  /** A whole number from 1: a month, a day of it, a unit of money in đồng. */
  readonly fromOne: (most: number) => FromOne
  readonly number: Decimal
  readonly amount: Amount
  readonly agencies: Agencies
  readonly budgetYear: BudgetYear
}

type Maybe = z.ZodType<number | null>

/** A target of a plan. */
function targetShape<Text extends z.ZodType<string>, Year extends Maybe>(text: Text, year: Year) {
  return z.object({
    vi: text,
    en: text,
    indicator: z.string(),
    bound: z.enum(['exactly', 'about', 'atLeast', 'atMost', 'range']),
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    /** The indicator that this one is a part of ("trong đó"). */
    parent: z.string().nullable(),
    article: z.string(),
    /** The lines of the budget whose quantity it is: `II.1, II.2`. */
    lines: z.string().optional(),
    /** The quantity of those lines where it is another number: both stand until one is decided on in writing. */
    tableNumber: z.number().nullable().optional(),
    /** That decision: the paper and what it says. */
    decision: z.string().optional(),
    /** Where it begins: the value, its year and where that is written. */
    baseValue: z.number().nullable().optional(),
    baseYear: z.nullable(year).optional(),
    baseSource: z.string().optional(),
    /** What is to be reached by the end of a year, as typed: `2026: 40; 2027: 42,5`. */
    milestones: z.string().optional(),
  })
}

/**
 * The shape of a plan, once for the plan that runs (`PlanDocument`, every value there) and once for one that is being worked
 * on (plan-drafts, any value may be missing): what a field is called, which belong together, which may be absent.
 */
export function planShape<
  Text extends z.ZodType<string>,
  Day extends z.ZodType<string>,
  Year extends Maybe,
  FromOne extends Maybe,
  Decimal extends Maybe,
  Amount extends Maybe,
  Agencies extends z.ZodType<string[]>,
  BudgetYear extends z.ZodType<number>,
>(leaf: Leaves<Text, Day, Year, FromOne, Decimal, Amount, Agencies, BudgetYear>) {
  const { text, day, year, fromOne, number } = leaf
  const Words = z.object({ vi: text, en: text })
  /** What a document may leave out: empty where it says nothing of it. */
  const Said = z.object({ vi: z.string(), en: z.string() })
  return z.object({
    number: text,
    issuedOn: day,
    issuer: Words,
    province: z.string(),
    title: Words,
    startsOn: day,
    endsOn: day,
    legalBases: z.array(Words.extend({ number: z.string() })),
    replaces: Words.extend({ number: z.string(), issuedOn: day }).nullable(),
    objective: Said,
    objectives: z.array(Words),
    targets: z.array(targetShape(text, year)),
    orientation: Words.extend({
      firstYear: year,
      lastYear: year,
      baseFirstYear: year,
      baseLastYear: year,
      minimumPercent: number,
      maximumPercent: number,
      /** Its section in the text, to be cited. */
      article: z.string().optional(),
    }).nullable(),
    participants: Said,
    beneficiaries: Said,
    /** Their section in the text, to be cited. */
    beneficiariesArticle: z.string().optional(),
    /** `bySize`: met by a micro, small or medium-sized enterprise; the others are confirmed one by one. */
    criteria: z.array(Words.extend({ code: z.string(), bySize: z.boolean().optional() })),
    tasks: z.array(z.object({ code: z.string(), title: Words, items: z.array(Words) })),
    funding: z.array(Words),
    fundingArticle: z.string().optional(),
    duties: z.array(
      Words.extend({
        code: z.string(),
        agencies: leaf.agencies,
        recurrence: z.enum(recurrences),
        /** "Đột xuất": also whenever it is asked for. */
        onRequest: z.boolean().optional(),
        dueYear: z.nullable(year),
        dueMonth: z.nullable(fromOne(12)),
        dueDay: z.nullable(fromOne(31)),
        /** True for "trước ngày": the day named is already late. */
        dueBefore: z.boolean(),
      }),
    ),
    budget: budgetShape(leaf),
    /** What a reader must know where the signed text does not agree with itself. */
    remarks: z.array(Words),
    recipients: z.array(Words),
    /** A council's resolution has no "TM.", a copy often neither office nor name. */
    signatory: z.object({ authority: Said, office: Said, name: z.string() }),
    /** The file beside it that holds the signed text. */
    source: z.string(),
  })
}

const CalendarYear = z.int().min(1986).max(2100)

/** A whole plan. Amounts are đồng, days ISO; `indicator` and `agencies` hold keys of the catalogues. */
export const PlanDocument = planShape({
  text: z.string().min(1),
  day: z.iso.date(),
  year: CalendarYear,
  fromOne: (most) => z.int().min(1).max(most),
  number: z.number(),
  amount: z.int().min(0),
  agencies: z.array(z.string()).min(1),
  budgetYear: CalendarYear,
})
export type PlanDocument = z.infer<typeof PlanDocument>
export type PlanBudget = PlanDocument['budget']

/** When a duty is done: all the time, once or several times a year, or once. */
export type Recurrence = PlanDocument['duties'][number]['recurrence']

export interface DutyTiming {
  readonly recurrence: Recurrence
  readonly dueYear: number | null
  readonly dueMonth: number | null
  readonly dueDay: number | null
  readonly dueBefore: boolean
}

export interface DueDate {
  readonly year: number
  /** Which half-year, quarter or month of the year, from 1; 0 for what comes once a year or once. */
  readonly period: number
  /** The day that the plan names, ISO. */
  readonly on: string
  /** True: that day is already late. */
  readonly before: boolean
}

/** How many months lie between one time and the next. */
const monthsApart = { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12, once: 12 } as const

/**
 * The dated work of a duty in the years `first` to `last`, both counted. A continuous duty has none. A duty without a day
 * of its own ("hằng năm", "hằng quý", "vào năm 2025") is due on the last day of its period. A month that is named is that of
 * the year for a yearly duty; for a half-yearly or quarterly one it is named once and comes again with each period
 * (June: also December; March: also June, September and December). A day that the month lacks is its last.
 *
 * "Trước ngày 30 tháng 11 hằng năm" is read strictly: the plan's day is kept as the due day, and the
 * report is in time only when it left on 29 November or earlier.
 */
export function dueDates(duty: DutyTiming, first: number, last: number): DueDate[] {
  if (duty.recurrence === 'continuous') return []
  const apart = monthsApart[duty.recurrence]
  const firstMonth = ((duty.dueMonth ?? 12) - 1) % apart
  const dates: DueDate[] = []
  for (let year = first; year <= last; year++) {
    if (duty.recurrence === 'once' && year !== duty.dueYear) continue
    for (let month = firstMonth + 1; month <= 12; month += apart) {
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
      const day = Math.min(duty.dueDay ?? lastDay, lastDay)
      const on = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      const period = apart === 12 ? 0 : Math.ceil(month / apart)
      dates.push({ year, period, on, before: duty.dueBefore })
    }
  }
  return dates
}

export const itemStates = states({
  open: { vi: 'Chưa đến hạn', en: 'Not yet due', tone: 'info' },
  late: { vi: 'Quá hạn', en: 'Overdue', tone: 'error' },
  done: { vi: 'Hoàn thành', en: 'Done', tone: 'success' },
  history: words('Trước ngày dùng chương trình', 'Before the program came'),
  passed: words('Kế hoạch sau thực hiện', 'Left to the next plan'),
})
export type ItemState = StateOf<typeof itemStates>

/** Whether work done (or still open) on `day` is late. @param due see `dueDates` for "before" */
export function isLate(due: { on: string; before: boolean }, day: string): boolean {
  return due.before ? day >= due.on : day > due.on
}

/** Why open work is nobody's to do: its day lies before the installation's first, or in the years of the plan that came after. */
export type Aside = 'history' | 'passed'

/** Where a dated piece of work stands on `today`. */
export function itemState(
  item: { on: string; before: boolean; doneOn: string | null; aside?: Aside | null },
  today: string,
): ItemState {
  if (item.doneOn !== null) return 'done'
  if (item.aside !== undefined && item.aside !== null) return item.aside
  return isLate(item, today) ? 'late' : 'open'
}

/** A due day in words: `trước ngày 30/11/2025`, `chậm nhất 31/12/2025`. */
export function dueWords(due: { on: string; before: boolean }): Words {
  const day = formatDate(due.on)
  return due.before ? words(`trước ngày ${day}`, `before ${day}`) : words(`chậm nhất ${day}`, `by ${day}`)
}

/**
 * Why a record of this day cannot belong to a plan, or null. What is filed, decided or reported after the last year still belongs
 * to a plan in force, but no longer to one whose place another has taken.
 */
export function outsidePlan(
  day: string,
  plan: { startsOn: string; endsOn: string; replaced: boolean },
): Words | null {
  if (day >= plan.startsOn && (day <= plan.endsOn || !plan.replaced)) return null
  const [first, last] = [formatDate(plan.startsOn), formatDate(plan.endsOn)]
  return words(
    `Ngoài giai đoạn của kế hoạch, từ ${first} đến ${last}.`,
    `Outside the plan’s years, ${first} to ${last}.`,
  )
}

/** A row of `indicators` in data/catalogues.json. `factKinds` and `measure` say which facts it counts, and how. */
export const IndicatorData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  unit: z.string().min(1),
  unitEn: z.string().min(1),
  factKinds: z.array(z.enum(factKinds)).min(1),
  measure: z.enum(['count', 'sum', 'distinct']),
  reportPart: reportParts.schema,
  reportPhrase: z.string().regex(/.…./),
})
