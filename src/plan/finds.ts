import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { planInWork } from './active.ts'
import { indicatorResults } from './indicator-queries.ts'
import { showPlan } from './queries.ts'

const inWork = ({ planId }: Context) => planInWork(planId)

const planText = sql`fold('ke hoach plan ' || p.number || ' ' || p.title || ' ' || p.title_en)`
const dutyText = sql`fold(d.code || ' ' || d.text || ' ' || d.text_en || ' ' || a.name)`
const lineText = sql`fold(l.code || ' ' || l.title || ' ' || l.title_en)`
const targetText = sql`fold(i.name || ' ' || i.name_en)`

/** What the search finds of plans: themselves by number and title, their duties and lines of money by section and words, targets by name. */
export const planFinds: readonly FindKind[] = [
  {
    kind: 'plan',
    label: words('Kế hoạch', 'Plans'),
    by: showPlan,
    address: '/plan?plan={id}',
    rows: (_context, sought) => sql`
      SELECT p.id, 'Kế hoạch ' || p.number AS vi, 'Plan ' || p.number AS en, ${dayOf('p.issuedOn')} AS note, ${planText} AS text
        FROM plan p WHERE p.state <> 'draft' AND ${sought(planText)}`,
  },
  {
    kind: 'target',
    label: words('Chỉ tiêu', 'Targets'),
    by: indicatorResults,
    address: '/indicators/{id}',
    rows: (context, sought) => sql`
      SELECT DISTINCT i.key AS id, i.name AS vi, i.name_en AS en, NULL::text AS note, ${targetText} AS text
        FROM target t JOIN indicator i ON i.id = t.indicator_id WHERE t.plan_id = ${inWork(context)} AND ${sought(targetText)}`,
  },
  {
    kind: 'plan_duty',
    label: words('Nhiệm vụ trong kế hoạch', 'Duties in the plan'),
    by: showPlan,
    address: '/plan#{id}',
    rows: (context, sought) => sql`
      SELECT d.code AS id, d.code || ': ' || d.text AS vi, d.code || ': ' || d.text_en AS en, a.name AS note, ${dutyText} AS text
        FROM duty d JOIN agency a ON a.id = d.agency_id WHERE d.plan_id = ${inWork(context)} AND ${sought(dutyText)}`,
  },
  {
    kind: 'budget_line',
    label: words('Mục của dự toán', 'Lines of the budget'),
    by: showPlan,
    address: '/plan#line-{id}',
    rows: (context, sought) => sql`
      SELECT l.code AS id, l.code || ': ' || l.title AS vi, l.code || ': ' || l.title_en AS en, NULL::text AS note, ${lineText} AS text
        FROM budget_line l WHERE l.plan_id = ${inWork(context)} AND ${sought(lineText)}`,
  },
]
