import { sql } from 'kysely'
import { calledRow } from '../outgoing/index.ts'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { decisionText, listDecisions } from './decision-queries.ts'
import { listApplications } from './queries.ts'

const text = sql`('ho so application ' || a.id || ' ' || e.search || ' ' || coalesce(fold(a.decision_number), ''))`

/** The records of the room that the search finds: by number, enterprise, tax code and number of the decision. */
export const applicationFinds: readonly FindKind[] = [
  {
    kind: 'application',
    label: words('Hồ sơ đề nghị', 'Applications'),
    by: listApplications,
    address: '/applications/{id}',
    list: '/applications',
    rows: ({ actor }, sought) => sql`
      SELECT a.id, 'Hồ sơ ' || a.id || ', ' || e.name AS vi, 'Application ' || a.id || ', ' || e.name AS en,
             concat_ws(' · ', e.tax_code, a.year, a.decision_number) AS note, ${text} AS text
        FROM application a JOIN enterprise e ON e.id = a.enterprise_id
       WHERE ${readableBy(actor, 'a.enterpriseId')} AND ${sought(text)}`,
  },
  {
    kind: 'application_decision',
    label: words('Quyết định cho nhiều hồ sơ', 'Decisions on several applications'),
    by: listDecisions,
    address: '/applications/decisions/{id}',
    list: '/applications/decisions',
    rows: (_context, sought) => sql`
      SELECT d.id, 'Quyết định ' || ${calledRow} AS vi, 'Decision ' || ${calledRow} AS en, ${dayOf('d.decidedOn')} AS note,
             ${decisionText} AS text
        FROM application_decision d JOIN outgoing_number n ON n.id = d.number_id WHERE ${sought(decisionText)}`,
  },
]
