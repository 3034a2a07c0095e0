import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listYearlyPlans, showYearlyPlanLine } from './queries.ts'

const planText = sql`fold(y.title || ' ' || coalesce(y.number, ''))`
const lineText = sql`fold(l.title)`

/** The records of the room that the search finds: yearly plans by name and number, their lines by what is done. */
export const yearlyPlanFinds: readonly FindKind[] = [
  {
    kind: 'yearly-plan',
    label: words('Kế hoạch năm', 'Yearly plans'),
    by: listYearlyPlans,
    address: '/yearly-plans/{id}',
    list: '/yearly-plans',
    rows: (_context, sought) => sql`
      SELECT y.id, y.title AS vi, y.title AS en, concat_ws(' · ', y.number, ${dayOf('y.decidedOn')}) AS note, ${planText} AS text
        FROM yearly_plan y WHERE ${sought(planText)}`,
  },
  {
    kind: 'yearly-plan-line',
    label: words('Dòng kế hoạch năm', 'Lines of yearly plans'),
    by: showYearlyPlanLine,
    address: '/yearly-plans/lines/{id}',
    rows: (_context, sought) => sql`
      SELECT l.id, left(l.title, 160) AS vi, left(l.title, 160) AS en, y.title AS note, ${lineText} AS text
        FROM yearly_plan_line l JOIN yearly_plan y ON y.id = l.yearly_plan_id WHERE ${sought(lineText)}`,
  },
]
