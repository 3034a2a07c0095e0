import { sql } from 'kysely'
import { dayOf, type FindKind } from '../../platform/find.ts'
import { words } from '../../platform/language.ts'
import { readableBy } from '../../platform/sight.ts'
import { listRemedies, listVisits, visitSeen } from './queries.ts'

/** What the search finds: visits by their enterprise, what they found by its words. */
export const visitFinds: readonly FindKind[] = [
  {
    kind: 'visit',
    label: words('Kiểm tra tại doanh nghiệp', 'Visits to enterprises'),
    by: listVisits,
    address: '/visits/{id}',
    list: '/visits',
    rows: ({ actor }, sought) => sql`
      SELECT v.id, 'Kiểm tra ' || e.name AS vi, 'Visit to ' || e.name AS en, ${dayOf('v.plannedOn')} AS note, e.search AS text
        FROM visit v JOIN enterprise e ON e.id = v.enterprise_id WHERE ${visitSeen(actor)} AND ${sought(sql`e.search`)}`,
  },
  {
    kind: 'visit_finding',
    label: words('Phát hiện và khắc phục', 'Found and remedied'),
    by: listRemedies,
    address: '/visits/findings/{id}',
    list: '/visits/findings',
    rows: ({ actor }, sought) => sql`
      SELECT f.id, left(f.content, 90) AS vi, left(f.content, 90) AS en, e.name AS note, f.search AS text
        FROM visit_finding f JOIN enterprise e ON e.id = f.enterprise_id
       WHERE ${readableBy(actor, 'f.enterpriseId')} AND ${sought(sql`f.search`)}`,
  },
]
