import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { listCommunication } from './queries.ts'

/** The records of the room that the search finds: by what was communicated, outlet and campaign. */
export const communicationFinds: readonly FindKind[] = [
  {
    kind: 'communication',
    label: words('Hoạt động truyền thông', 'Communication'),
    by: listCommunication,
    address: '/communication/{id}',
    list: '/communication',
    rows: ({ actor }, sought) => sql`
      SELECT c.id, c.title AS vi, c.title AS en, concat_ws(', ', c.outlet, ${dayOf('c.heldOn')}) AS note, c.search AS text
        FROM communication c WHERE ${readableOfAgency(actor, 'c.agencyId')} AND ${sought(sql`c.search`)}`,
  },
]
