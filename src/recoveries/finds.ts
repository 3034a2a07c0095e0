import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import { listRecoveries } from './queries.ts'

/** Recoveries by their decision and who pays them in. */
export const recoveryFinds: readonly FindKind[] = [
  {
    kind: 'recovery',
    label: words('Thu hồi kinh phí', 'Recoveries'),
    by: listRecoveries,
    address: '/recoveries/{id}',
    list: '/recoveries',
    rows: ({ actor }, sought) => sql`
      SELECT r.id, concat_ws(': ', e.name, r.decision_number) AS vi, concat_ws(': ', e.name, r.decision_number) AS en,
             ${dayOf('r.decisionDate')} AS note, r.search || ' ' || coalesce(e.search, '') AS text
        FROM recovery r LEFT JOIN support_turn t ON t.commitment_id = r.commitment_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
       WHERE ${readsEvery(actor) ? sql`true` : sql`r.state NOT IN ('entered', 'refused') AND coalesce(${readableBy(actor, 't.enterpriseId')}, false)`}
         AND ${sought(sql`(r.search || ' ' || coalesce(e.search, ''))`)}`,
  },
]
