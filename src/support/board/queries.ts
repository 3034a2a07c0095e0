import { sql } from 'kysely'
import { z } from 'zod'
import { isWorkingDay, readHolidays } from '../../calendar/index.ts'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { type Actor, signedIn } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { addDays } from '../../platform/dates.ts'
import { flag, optionalId, optionalYear } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { query } from '../../platform/operation.ts'
import { readableBy } from '../../platform/sight.ts'
import { openTurnStates, turnStates } from '../rules.ts'
import { readStepDue } from '../step-due.ts'
import { visitSeen } from '../visits/queries.ts'

/* Turns under way as a board of their steps, and the days of steps, visits and remedies as a calendar. */

const Card = z.object({
  id: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  state: turnStates.schema,
  since: z.iso.date(),
  due: z.iso.date().nullable(),
  /** Whether its day is past. */
  late: z.boolean(),
})
type Card = z.infer<typeof Card>

const wanted = { year: optionalYear(), contentId: optionalId(), ...plansInput }
type Wanted = z.output<z.ZodObject<typeof wanted>>

/** The turns under way, each with the day by which it is to leave its step; the soonest first. */
async function openTurns(
  { db, actor, today, planId }: { db: Db; actor: Actor; today: string; planId: number | null },
  input: Wanted,
): Promise<Card[]> {
  let rows = db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select([
      't.id',
      'e.name as enterprise',
      'c.name as content',
      'c.nameEn as contentEn',
      't.state',
      't.dueOn',
    ])
    .select(
      sql<string>`coalesce((SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = t.id), t.decided_on)`.as(
        'since',
      ),
    )
    .where(readableBy(actor, 't.enterpriseId'))
    .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
    .where('t.state', 'in', openTurnStates)
    .orderBy('t.id')
  if (input.year !== undefined) rows = rows.where('t.year', '=', input.year)
  if (input.contentId !== undefined) rows = rows.where('t.contentId', '=', input.contentId)
  const found = await rows.execute()
  const dueOf = await readStepDue(db)
  return found
    .map(({ dueOn, ...turn }) => {
      const due = dueOf({ ...turn, dueOn })
      return { ...turn, due, late: due !== null && due < today }
    })
    .toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9') || a.id - b.id)
}

/** How many cards a column shows; the list of turns shows all. */
const mostCards = 20

/** Turns under way by step: of each column how many there are, how many are late, and those due first. */
export const showBoard = query({
  name: 'support.board',
  summary: words('Bảng tiến độ các lượt hỗ trợ', 'Board of support turns'),
  route: 'GET /support-board',
  input: z.object({
    ...wanted,
    /** Those alone whose day is past. */
    late: flag(),
  }),
  output: z.array(
    z.object({ state: turnStates.schema, total: z.int(), late: z.int(), cards: z.array(Card) }),
  ),
  may: signedIn,
  async run(context, input) {
    const turns = await openTurns(context, input)
    return openTurnStates.map((state) => {
      const column = turns.filter((turn) => turn.state === state)
      const late = column.filter((turn) => turn.late)
      return {
        ...{ state, total: column.length, late: late.length },
        cards: (input.late ? late : column).slice(0, mostCards),
      }
    })
  },
})

const Entry = z.object({
  kind: z.enum(['step', 'visit', 'remedy']),
  id: z.int(),
  enterprise: z.string(),
  /** Of a step, the one that the turn is in. */
  state: turnStates.schema.nullable(),
  late: z.boolean(),
})
type Entry = z.infer<typeof Entry>

/** `2026-11`, or nothing: the month that runs. */
const month = () =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z
      .string()
      .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)
      .optional(),
  )

/** The days of a month on which a step is due, a visit is planned or something is to be put right. */
export const showCalendar = query({
  name: 'support.calendar',
  summary: words('Lịch bước thực hiện, kiểm tra, khắc phục', 'Calendar of steps, visits and remedies'),
  route: 'GET /support-calendar',
  input: z.object({ month: month(), ...wanted }),
  output: z.object({
    month: z.string(),
    days: z.array(z.object({ day: z.iso.date(), worked: z.boolean(), entries: z.array(Entry) })),
  }),
  may: signedIn,
  async run(context, input) {
    const { db, actor, today, planId } = context
    const at = input.month ?? today.slice(0, 7)
    const plans = plansWanted(planId, input.plan)
    const dated: { day: string; entry: Entry }[] = (await openTurns(context, input)).flatMap(
      ({ id, enterprise, state, due, late }) =>
        due?.startsWith(at) ? [{ day: due, entry: { kind: 'step', id, enterprise, state, late } }] : [],
    )
    const first = `${at}-01`
    const within = (column: string) =>
      sql<boolean>`${sql.ref(column)} >= ${first}::date AND ${sql.ref(column)} < ${first}::date + interval '1 month'`
    const visits = await db
      .selectFrom('visit as v')
      .innerJoin('supportTurn as t', 't.id', 'v.turnId')
      .innerJoin('enterprise as e', 'e.id', 'v.enterpriseId')
      .select(['v.id', 'v.plannedOn as day', 'e.name as enterprise'])
      .where('v.state', '=', 'planned')
      .where(visitSeen(actor))
      .where(ofPlans('t.planId', plans))
      .where(within('v.plannedOn'))
      .execute()
    const remedies = await db
      .selectFrom('visitFinding as f')
      .innerJoin('visit as v', 'v.id', 'f.visitId')
      .innerJoin('supportTurn as t', 't.id', 'v.turnId')
      .innerJoin('enterprise as e', 'e.id', 'f.enterpriseId')
      .select(['f.id', 'f.dueOn as day', 'e.name as enterprise'])
      .where('f.state', 'in', ['open', 'returned'])
      .where(readableBy(actor, 'f.enterpriseId'))
      .where(ofPlans('t.planId', plans))
      .where(within('f.dueOn'))
      .execute()
    for (const [kind, rows] of [
      ['visit', visits],
      ['remedy', remedies],
    ] as const)
      for (const { id, day, enterprise } of rows)
        dated.push({ day, entry: { kind, id, enterprise, state: null, late: day < today } })
    const holidays = await readHolidays(db)
    const byDay = Map.groupBy(dated, ({ day }) => day)
    const days: { day: string; worked: boolean; entries: Entry[] }[] = []
    for (let day = first; day.startsWith(at); day = addDays(day, 1))
      days.push({
        ...{ day, worked: isWorkingDay(day, holidays) },
        entries: (byDay.get(day) ?? []).map(({ entry }) => entry),
      })
    return { month: at, days }
  },
})
