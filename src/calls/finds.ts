import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listCalls, readableCalls } from './queries.ts'

const text = sql`fold('dot keu goi call ' || c.title || ' ' || coalesce(c.number, ''))`

/** The records of the room that the search finds: calls by name and number. */
export const callFinds: readonly FindKind[] = [
  {
    kind: 'call',
    label: words('Đợt kêu gọi', 'Calls'),
    by: listCalls,
    address: '/calls/{id}',
    list: '/calls',
    rows: ({ actor }, sought) => sql`
      SELECT c.id, c.title AS vi, c.title AS en, concat_ws(' · ', c.number, ${dayOf('c.closesOn')}) AS note, ${text} AS text
        FROM call c WHERE ${readableCalls(actor, 'c')} AND ${sought(text)}`,
  },
]
