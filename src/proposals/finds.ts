import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listProposals } from './queries.ts'

const text = sql`fold('de xuat chinh sach policy proposal ' || y.title || ' ' || coalesce(y.number, ''))`

/** The records of the room that the search finds: proposals by name and number. */
export const proposalFinds: readonly FindKind[] = [
  {
    kind: 'policy_proposal',
    label: words('Đề xuất chính sách', 'Proposals of policy'),
    by: listProposals,
    address: '/policy-proposals/{id}',
    list: '/policy-proposals',
    rows: (_context, sought) => sql`
      SELECT y.id, y.title AS vi, y.title AS en, y.number AS note, ${text} AS text
        FROM policy_proposal y WHERE ${sought(text)}`,
  },
]
